/** A small store of texts in this browser; writing may fail when it is full. */
export interface Keep {
  read(key: string): string | undefined;
  /** Whether it is kept now. An empty text forgets. */
  write(key: string, text: string): boolean;
  keys(): readonly string[];
}

/** Keeps texts for as long as this object is there, and nowhere else. */
export function keepNowhere(): Keep {
  const texts = new Map<string, string>();
  return {
    read: (key) => texts.get(key),
    write(key, text) {
      if (text === '') texts.delete(key);
      else texts.set(key, text);
      return true;
    },
    keys: () => [...texts.keys()],
  };
}

/** This browser's storage, for one person: others who sign in here find nothing of theirs. */
export function keepOf(username: string, storage: Storage = localStorage): Keep {
  const prefix = `lisa-chat/${username}/`;
  return {
    read: (key) => storage.getItem(prefix + key) ?? undefined,
    write(key, text) {
      try {
        if (text === '') storage.removeItem(prefix + key);
        else storage.setItem(prefix + key, text);
        return true;
      } catch {
        return false;
      }
    },
    keys: () =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
  };
}

/** What happened in one run: always as a number that two equal runs share, and as lines if somebody wants to read them. */
export interface Trace {
  note(text: string): void;
  /** Of everything noted so far, in order. */
  hash(): string;
  /** Empty unless kept. */
  readonly lines: readonly string[];
}

export function trace(now: () => number, keepsLines: boolean): Trace {
  const begun = now();
  const lines: string[] = [];
  let hash = 0x811c9dc5;
  return {
    lines,
    note(text) {
      // FNV-1a over moment and text.
      hash = Math.imul(hash ^ (now() - begun), 0x01000193);
      for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
      if (keepsLines) lines.push(`${clockOf(now() - begun)} ${text}`);
    },
    hash: () => (hash >>> 0).toString(16).padStart(8, '0'),
  };
}

/** Hours, minutes, seconds and milliseconds since the run began. */
function clockOf(milliseconds: number): string {
  const part = (value: number, width: number): string => String(Math.floor(value)).padStart(width, '0');
  const minutes = milliseconds / 60_000;
  const [hours, seconds] = [minutes / 60, milliseconds / 1000];
  return `${part(hours, 2)}:${part(minutes % 60, 2)}:${part(seconds % 60, 2)}.${part(milliseconds % 1000, 3)}`;
}

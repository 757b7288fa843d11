import * as z from 'zod';
import type { ChatMessage } from './chat-message.ts';
import type { Keep } from './keep.ts';

/** What one save brings to the server. */
export interface Unsaved {
  readonly messages: readonly ChatMessage[];
  readonly configuration: object | undefined;
}

/** Why a save did not succeed: `later` repeats it by itself, `refused` needs a person. */
export interface SaveProblem {
  readonly kind: 'later' | 'refused';
  readonly words: string;
}

export type SaveState =
  | { readonly name: 'saved' }
  | { readonly name: 'saving' }
  | { readonly name: 'waiting' | 'refused'; readonly words: string };

export interface SavePorts {
  /** Stores messages; the same ids are stored once, however often they are sent. */
  append(unsaved: Unsaved): Promise<void>;
  /** What a rejection of `append` means. */
  problemOf(error: unknown): SaveProblem;
  readonly keep: Keep;
  /** Runs something later; gives back how to prevent that. */
  later(run: () => void, milliseconds: number): () => void;
}

export interface SaveQueue {
  state(): SaveState;
  /** What a reload or a crash left behind. */
  readonly leftOver: readonly ChatMessage[];
  add(messages: readonly ChatMessage[], configuration: object | undefined): void;
  /** Tries again now: somebody asked, or the network came back. */
  retry(): void;
}

const waits = [1000, 3000, 8000, 20_000, 30_000];

const Kept = z.object({
  messages: z.array(z.custom<ChatMessage>((value) => typeof value === 'object' && value !== null && 'id' in value)),
  configuration: z.record(z.string(), z.unknown()).optional(),
});

/**
 * Saves the messages of one conversation in order, and repeats until they are stored. Until then they are also kept in
 * this browser, so that neither a reload nor a crash loses them.
 */
export function createSaveQueue(sessionId: string, ports: SavePorts, changed: () => void): SaveQueue {
  const key = `unsaved/${sessionId}`;
  let pending: Unsaved = keptIn(ports.keep.read(key));
  const leftOver = pending.messages;
  let state: SaveState = { name: 'saved' };
  let attempts = 0;
  let isBusy = false;
  let forget: () => void = () => undefined;

  function become(next: SaveState): void {
    state = next;
    changed();
  }

  const keepPending = (): boolean =>
    ports.keep.write(key, pending.messages.length === 0 ? '' : JSON.stringify(pending));

  async function run(): Promise<void> {
    if (isBusy || pending.messages.length === 0) return;
    isBusy = true;
    forget();
    become({ name: 'saving' });
    const sent = pending;
    try {
      await ports.append(sent);
      stored(sent);
    } catch (error) {
      failed(ports.problemOf(error));
    } finally {
      isBusy = false;
    }
    if (state.name === 'saving') void run();
  }

  function stored({ messages }: Unsaved): void {
    pending = { ...pending, messages: pending.messages.slice(messages.length) };
    attempts = 0;
    keepPending();
    become({ name: pending.messages.length === 0 ? 'saved' : 'saving' });
  }

  function failed({ kind, words }: SaveProblem): void {
    const kept = keepPending() ? '' : ' Your browser’s storage is full, so keep this tab open until it is saved.';
    if (kind === 'refused') return become({ name: 'refused', words: words + kept });
    forget = ports.later(() => void run(), waits[Math.min(attempts, waits.length - 1)] ?? 30_000);
    attempts += 1;
    become({ name: 'waiting', words: words + kept });
  }

  function add(messages: readonly ChatMessage[], configuration: object | undefined): void {
    pending = { messages: [...pending.messages, ...messages], configuration: configuration ?? pending.configuration };
    keepPending();
    void run();
  }

  return { state: () => state, leftOver, add, retry: () => void run() };
}

function keptIn(text: string | undefined): Unsaved {
  const none: Unsaved = { messages: [], configuration: undefined };
  if (text === undefined) return none;
  try {
    const { messages, configuration } = Kept.parse(JSON.parse(text));
    return { messages, configuration };
  } catch {
    return none;
  }
}

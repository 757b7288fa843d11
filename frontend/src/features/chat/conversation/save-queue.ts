import type { ChatMessage } from './chat-message.ts';
import type { Keep } from './keep.ts';
import { unsavedStore, type Refused, type UnsavedStore } from './unsaved-store.ts';

/** What one save brings to the server. */
export interface Unsaved {
  readonly messages: readonly ChatMessage[];
  readonly configuration: object | undefined;
}

/** Why a save did not succeed: `later` repeats it by itself, `refused` will not store this message as it is. */
export interface SaveProblem {
  readonly kind: 'later' | 'refused';
  readonly words: string;
}

type Progress = { readonly name: 'saved' | 'saving' } | { readonly name: 'waiting'; readonly words: string };

/** How far saving has come; what was refused stands in nobody's way. */
export type SaveState = Progress & { readonly refused: readonly Refused[] };

export interface SavePorts {
  /** Stores messages; the same ids are stored once, however often they are sent. */
  append(unsaved: Unsaved): Promise<void>;
  /** What a rejection of `append` means. */
  problemOf(error: unknown): SaveProblem;
  readonly keep: Keep;
  /** Runs something later; gives back how to prevent that. */
  later(run: () => void, milliseconds: number): () => void;
}

const waits = [1000, 3000, 8000, 20_000, 30_000];
const browserIsFull = ' Your browser’s storage is full, so keep this tab open until it is saved.';

/**
 * Saves the messages of one conversation in order, and repeats until they are stored. Until then they are also kept in
 * this browser, so that neither a reload nor a crash loses them. A message that the server refuses is set aside, and
 * those after it are stored.
 */
export class SaveQueue {
  readonly #ports: SavePorts;
  readonly #store: UnsavedStore;
  readonly #changed: () => void;
  #pending: Unsaved;
  #refused: readonly Refused[];
  #progress: Progress = { name: 'saved' };
  #attempts = 0;
  /** Several messages were refused together: only one by one shows which of them. */
  #isOneByOne = false;
  #isBusy = false;
  #forget: () => void = () => undefined;

  constructor(sessionId: string, ports: SavePorts, changed: () => void) {
    this.#ports = ports;
    this.#changed = changed;
    this.#store = unsavedStore(sessionId, ports.keep);
    const { messages, configuration, refused } = this.#store.found;
    this.#pending = { messages, configuration };
    this.#refused = refused;
  }

  state(): SaveState {
    return { ...this.#progress, refused: this.#refused };
  }

  /** What is not stored, or was refused: a reload or a crash may have left it behind. */
  unsaved(): readonly ChatMessage[] {
    return [...this.#refused.map(({ message }) => message), ...this.#pending.messages];
  }

  add(messages: readonly ChatMessage[], configuration: object | undefined): void {
    const { messages: before, configuration: known } = this.#pending;
    this.#pending = { messages: [...before, ...messages], configuration: configuration ?? known };
    this.#keep();
    void this.#run();
  }

  /** Tries again now: somebody asked, or the network came back. */
  retry(): void {
    void this.#run();
  }

  /** Stores a refused message after all, as it is now. */
  storeRefused(message: ChatMessage): void {
    this.dropRefused(message.id);
    this.add([message], undefined);
  }

  /** Stops keeping a refused message. */
  dropRefused(id: string): void {
    this.#refused = this.#refused.filter(({ message }) => message.id !== id);
    this.#keep();
    this.#changed();
  }

  async #run(): Promise<void> {
    const { messages } = this.#pending;
    if (this.#isBusy || messages.length === 0) return;
    this.#isBusy = true;
    this.#forget();
    this.#become({ name: 'saving' });
    const sent = this.#isOneByOne ? messages.slice(0, 1) : messages;
    try {
      await this.#ports.append({ ...this.#pending, messages: sent });
      this.#settled(sent);
    } catch (error) {
      this.#failed(sent, this.#ports.problemOf(error));
    } finally {
      this.#isBusy = false;
    }
    if (this.#progress.name === 'saving') void this.#run();
  }

  /** These need no more attempts. */
  #settled({ length }: readonly ChatMessage[]): void {
    const left = this.#pending.messages.slice(length);
    this.#pending = { ...this.#pending, messages: left };
    this.#isOneByOne &&= left.length > 0;
    this.#attempts = 0;
    this.#keep();
    this.#become({ name: left.length === 0 ? 'saved' : 'saving' });
  }

  #failed(sent: readonly ChatMessage[], { kind, words }: SaveProblem): void {
    const [message, ...others] = sent;
    if (kind === 'later' || !message) return this.#waitBecause(words);
    this.#isOneByOne = true;
    // Several at once say nothing of the single one: they are sent again one by one.
    if (others.length > 0) return;
    this.#refused = [...this.#refused, { message, words }];
    this.#settled(sent);
  }

  #waitBecause(words: string): void {
    const wait = waits[Math.min(this.#attempts, waits.length - 1)] ?? 30_000;
    this.#forget = this.#ports.later(() => void this.#run(), wait);
    this.#attempts += 1;
    this.#become({ name: 'waiting', words: words + (this.#keep() ? '' : browserIsFull) });
  }

  #keep(): boolean {
    return this.#store.keep({ ...this.#pending, refused: this.#refused });
  }

  #become(next: Progress): void {
    this.#progress = next;
    this.#changed();
  }
}

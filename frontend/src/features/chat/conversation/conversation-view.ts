import type { ChatFailure } from '../stream/failures.ts';
import type { Answering, AnsweringPorts } from './answering.ts';
import type { ChatMessage } from './chat-message.ts';
import type { SavePorts, SaveState } from './save-queue.ts';
import type { ChatSettings } from './settings.ts';
import type { Turn } from './thread.ts';

/** A page of a stored conversation. */
export interface StoredPage {
  readonly messages: readonly ChatMessage[];
  /** Asks for the messages before these. */
  readonly earlier: string | undefined;
  readonly settings: ChatSettings | undefined;
  readonly name: string | undefined;
  /** There is a summary, maybe before this page. */
  readonly isCompacted?: boolean;
}

/** `new` has nothing stored yet; `missing` was deleted, or belongs to somebody else, which nobody is told. */
export type Loading =
  { readonly name: 'new' | 'loading' | 'ready' | 'missing' } | { readonly name: 'failed'; readonly words: string };

/** What a page shows of a conversation; a new object whenever something changed. */
export interface ConversationView {
  readonly sessionId: string;
  readonly loading: Loading;
  readonly turns: readonly Turn[];
  readonly earlier: string | undefined;
  readonly isLoadingEarlier: boolean;
  readonly name: string | undefined;
  readonly settings: ChatSettings;
  readonly answering: Answering | undefined;
  /** Why the last question has no answer, or only a part of one. */
  readonly failure: ChatFailure | undefined;
  readonly saving: SaveState;
  /** What somebody did to it in another window, which is not what stands here. */
  readonly elsewhere: Elsewhere | undefined;
  readonly summarising: Summarising;
}

/** A model sums up what was said, so that a long conversation can go on. */
export type Summarising = { readonly name: 'no' | 'now' } | { readonly name: 'failed'; readonly words: string };

/** `forked`: both windows asked after the same message. `deleted`: what is shown is not stored any more. */
export type Elsewhere = 'forked' | 'deleted';

export interface ConversationPorts extends AnsweringPorts, SavePorts {
  newId(): string;
  send(body: object, signal: AbortSignal): Promise<Response>;
  /** Settings as far as they may count now. */
  permitted(settings: ChatSettings): ChatSettings;
  /** The newest messages, or those before a cursor; undefined if there is no such conversation. */
  read(cursor: string | undefined): Promise<StoredPage | undefined>;
  /** Adds a summary by this model to what is stored; undefined where nothing is stored. */
  readonly compact: ((modelId: string) => Promise<void>) | undefined;
  wordsFor(error: unknown): string;
  /** Something of it is stored that was not before. */
  stored(): void;
}

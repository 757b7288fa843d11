import type { Clock } from '@lisa/aws/clock';
import type { Ids } from '@lisa/aws/ids';
import type { ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import type { Message, MessageUsage, StoredMessage } from '@lisa/contracts/vocabulary/message';
import type { UserPreferences } from '@lisa/contracts/vocabulary/preferences';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import type { Fact } from '@lisa/kit/events/fact';
import type { Credentials } from '@lisa/kit/http/caller';
import type { Conversation } from './domain/conversation.ts';
import type { DatedMessage } from './domain/message.ts';
import type { Knowledge } from './domain/selected-model.ts';
import type { SummaryPrompt } from './domain/summary.ts';

/** Messages nobody can reach any more, and of a deleted conversation its images. */
export interface Leftover {
  readonly owner: string;
  readonly sessionId: string;
  readonly historyId: string;
  readonly withImages: boolean;
}

/** Everything is strongly consistent. Writes fail with `ChangedMeanwhile` if the stored conversation is not `previous`. */
export interface Conversations {
  find(owner: string, sessionId: string): Promise<Conversation | undefined>;
  list(owner: string): Promise<Conversation[]>;
  has(owner: string, sessionId: string): Promise<boolean>;
  /** Ids of all conversations, whether or not their content can be read. */
  ids(owner: string): Promise<string[]>;
  /** Messages at places `from` up to but without `to`, in order. */
  messages(conversation: Conversation, from: number, to: number): Promise<StoredMessage[]>;
  /** Writes `next` with these messages at its end, in one transaction: at most 80 messages and 3 MB. */
  append(previous: Conversation | undefined, next: Conversation, messages: readonly Message[]): Promise<void>;
  /** Writes `next`, whose history is new, with exactly these messages; the old ones become a leftover. Any size. */
  rewrite(previous: Conversation | undefined, next: Conversation, messages: readonly DatedMessage[]): Promise<void>;
  /** From now on nobody finds it; its messages and images become the leftover that is answered. Undefined if there is none. */
  remove(owner: string, sessionId: string, ...facts: Fact[]): Promise<Leftover | undefined>;
  /** What waits for `clear` for longer than these seconds. */
  leftovers(olderThanSeconds: number): Promise<Leftover[]>;
  /** Deletes the messages of a leftover, and forgets it; again is no error. */
  clear(leftover: Leftover): Promise<void>;
}

export interface ContentKeys {
  /** A new key for the content of one conversation, encrypted so that it opens for this person and conversation only. */
  create(owner: string, sessionId: string): Promise<string>;
}

export interface Media {
  keep(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** An address that takes exactly such an object by PUT, for an hour. */
  uploadAddress(key: string, contentType: string, contentLength: number): Promise<string>;
  /** An address that shows it for an hour. */
  address(key: string): Promise<string>;
  /** Deletes everything whose key begins with `prefix`, which ends in a slash. */
  removeBelow(prefix: string): Promise<void>;
}

export interface Configurations {
  /** The version in effect, or undefined before anybody saved one. */
  current(scope: string): Promise<ConfigurationVersion | undefined>;
  /** Every saved version, the newest first. */
  versions(scope: string): Promise<ConfigurationVersion[]>;
  /** Saves the next version, or fails with `ConfigurationExists` if it is not greater than the current one. */
  save(version: ConfigurationVersion, ...facts: Fact[]): Promise<void>;
  /** Commits facts alone. */
  sayAgain(...facts: Fact[]): Promise<void>;
}

export interface PreferencesStore {
  of(username: string): Promise<UserPreferences | undefined>;
  save(preferences: UserPreferences): Promise<void>;
}

export interface PromptTemplates {
  /** The latest revision, unless it was deleted. */
  find(id: string): Promise<PromptTemplate | undefined>;
  ownedBy(username: string): Promise<PromptTemplate[]>;
  /** Every template that is shared with anybody. */
  shared(): Promise<PromptTemplate[]>;
  create(template: PromptTemplate): Promise<void>;
  /** Writes the next revision, or fails with `ChangedMeanwhile` if `previous` is not the latest. */
  revise(previous: PromptTemplate, next: PromptTemplate): Promise<void>;
  /** Nobody finds it any more; its revisions are kept. */
  retire(template: PromptTemplate): Promise<void>;
}

/** What other services published of models; may be a moment old. */
export interface Models {
  find(modelId: string): Promise<Knowledge | undefined>;
  /** Keeps it if it is newer than what is known: of a newer model of that name, or of the same in a greater version. */
  learn(knowledge: Knowledge): Promise<void>;
}

export interface Summary {
  /** Never empty. */
  readonly text: string;
  readonly usage: MessageUsage;
}

/** Models that summarise. */
export interface Summaries {
  /** What a model makes of a prompt, under the access these credentials give; `SummaryFailed` if it makes nothing of it. */
  of(prompt: SummaryPrompt, modelId: string, credentials: Credentials): Promise<Summary>;
}

/** Waits a little before the n-th repetition, a random while, so that rivals do not meet again. */
export type BackOff = (repetition: number) => Promise<void>;

/** Hands committed facts that wait too long to the relay again. */
export interface Unpublished {
  retryOlderThan(seconds: number): Promise<number>;
}

export interface Ports {
  readonly conversations: Conversations;
  readonly contentKeys: ContentKeys;
  readonly media: Media;
  readonly configurations: Configurations;
  readonly preferences: PreferencesStore;
  readonly promptTemplates: PromptTemplates;
  readonly models: Models;
  readonly summaries: Summaries;
  readonly unpublished: Unpublished;
  readonly backOff: BackOff;
  readonly clock: Clock;
  readonly ids: Ids;
}

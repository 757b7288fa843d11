import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import type { ChatFailure } from '../stream/failures.ts';
import { isFinal } from '../stream/machine.ts';
import type { Answer } from '../stream/machine.ts';
import type { SendQuestion } from '../stream/run-completion.ts';
import { answerMessage } from './answer-message.ts';
import { beginAnswering } from './answering.ts';
import type { Answering, AnsweringPorts } from './answering.ts';
import type { ChatMessage } from './chat-message.ts';
import { requestOf } from './request.ts';
import type { ModelAbilities } from './request.ts';
import { createSaveQueue } from './save-queue.ts';
import type { SavePorts, SaveState } from './save-queue.ts';
import { configurationOf } from './settings.ts';
import type { ChatSettings } from './settings.ts';
import { following, threadOf } from './thread.ts';
import type { Choices, Turn } from './thread.ts';

/** A page of a stored conversation. */
export interface StoredPage {
  readonly messages: readonly ChatMessage[];
  /** Asks for the messages before these. */
  readonly earlier: string | undefined;
  readonly settings: ChatSettings | undefined;
  readonly name: string | undefined;
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
}

export interface ConversationPorts extends AnsweringPorts, SavePorts {
  newId(): string;
  send(body: object, signal: AbortSignal): Promise<Response>;
  /** The newest messages, or those before a cursor; undefined if there is no such conversation. */
  read(cursor: string | undefined): Promise<StoredPage | undefined>;
  wordsFor(error: unknown): string;
  /** Something of it is stored that was not before. */
  stored(): void;
}

type Changes = Partial<Omit<ConversationView, 'turns'>>;

/** One conversation of this tab. It goes on while another one is shown. */
export class Conversation {
  readonly #ports: ConversationPorts;
  readonly #queue: ReturnType<typeof createSaveQueue>;
  readonly #listeners = new Set<() => void>();
  #messages: readonly ChatMessage[] = [];
  #choices: Choices = new Map();
  #view: ConversationView;

  constructor(sessionId: string, settings: ChatSettings, ports: ConversationPorts) {
    this.#ports = ports;
    this.#queue = createSaveQueue(sessionId, ports, () => this.#saveChanged());
    this.#messages = this.#queue.leftOver;
    this.#view = {
      sessionId,
      loading: { name: 'new' },
      turns: threadOf(this.#messages, this.#choices),
      earlier: undefined,
      isLoadingEarlier: false,
      name: undefined,
      settings,
      answering: undefined,
      failure: undefined,
      saving: this.#queue.state(),
    };
  }

  readonly view = (): ConversationView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Reads what is stored; what waits here to be stored is shown with it. Called again, it adds what others wrote meanwhile. */
  async open(): Promise<void> {
    const { loading, answering } = this.#view;
    if (loading.name === 'loading' || answering) return;
    if (loading.name === 'ready') return this.#refresh();
    this.#change({ loading: { name: 'loading' } });
    try {
      const page = await this.#ports.read(undefined);
      if (page) this.#take(page, true);
      else this.#change({ loading: { name: this.#messages.length > 0 ? 'ready' : 'missing' } });
      this.#queue.retry();
    } catch (error) {
      this.#change({ loading: { name: 'failed', words: this.#ports.wordsFor(error) } });
    }
  }

  /** What is shown stays if there is no newer word of it. */
  async #refresh(): Promise<void> {
    const page = await this.#ports.read(undefined).catch(() => undefined);
    if (page && !this.#view.answering) this.#take(page, false);
    this.#queue.retry();
  }

  #take(page: StoredPage, isFirst: boolean): void {
    const { earlier, name, settings = this.#view.settings } = page;
    const news = without(page.messages, this.#messages);
    if (isFirst) this.#messages = [...page.messages, ...without(this.#messages, page.messages)];
    // With a gap between what is here and what is stored, the stored page is where reading goes on.
    else if (news.length === page.messages.length) this.#messages = page.messages;
    else this.#messages = [...this.#messages, ...news];
    const isReplaced = isFirst || this.#messages === page.messages;
    this.#change({ loading: { name: 'ready' }, name, ...(isReplaced && { earlier, settings }) });
  }

  /** Reads the messages before the first one shown. */
  async openEarlier(): Promise<void> {
    const { earlier, isLoadingEarlier } = this.#view;
    if (earlier === undefined || isLoadingEarlier) return;
    this.#change({ isLoadingEarlier: true });
    const page = await this.#ports.read(earlier).catch(() => undefined);
    if (page !== undefined) this.#messages = [...without(page.messages, this.#messages), ...this.#messages];
    this.#change({ isLoadingEarlier: false, ...(page && { earlier: page.earlier }) });
  }

  /** Asks after the last message shown, or as another version of a question. */
  ask(content: string | MessagePart[], model: ModelAbilities, insteadOf?: Turn): void {
    const parentId = insteadOf ? insteadOf.parentId : this.#view.turns.at(-1)?.message.id;
    const question: ChatMessage = { id: this.#ports.newId(), type: 'human', content, metadata: following(parentId) };
    if (this.#view.loading.name === 'new') this.#change({ loading: { name: 'ready' } });
    this.#add(question, parentId, model);
    this.answer(question.id, model);
  }

  /** Asks for an answer, the first or another one, to a question that is there already. */
  answer(questionId: string, model: ModelAbilities): void {
    if (this.#view.answering) return;
    this.#choose(questionId, undefined);
    const until = this.#view.turns.findIndex(({ message }) => message.id === questionId);
    const messages = this.#view.turns.slice(0, until + 1).map(({ message }) => message);
    const body = requestOf(messages, this.#view.settings, model);
    const send: SendQuestion = (signal) => this.#ports.send(body, signal);
    const asked = { id: this.#ports.newId(), parentId: questionId, modelId: model.modelId };
    const answering = beginAnswering(asked, send, this.#ports, (answer) => this.#finished(asked, model, answer));
    this.#change({ answering, failure: undefined });
  }

  /** Asks for an answer to the last question shown: there is none, or only a part of one. */
  answerLast(model: ModelAbilities): void {
    const question = this.#view.turns.findLast(({ message }) => message.type === 'human');
    if (question) this.answer(question.message.id, model);
  }

  /** Keeps what came, and hears no more. */
  readonly stop = (): void => this.#view.answering?.stop();

  /** Shows another version of what stands below a message. */
  show(parentId: string | undefined, versionId: string): void {
    this.#choose(parentId ?? '', versionId);
    this.#change({ failure: undefined });
  }

  setSettings(settings: ChatSettings): void {
    this.#change({ settings });
  }

  setName(name: string): void {
    this.#change({ name });
  }

  readonly saveAgain = (): void => this.#queue.retry();

  #finished(asked: Pick<Answering, 'id' | 'parentId' | 'modelId'>, model: ModelAbilities, answer: Answer): void {
    const message = answerMessage(asked.id, asked.parentId, asked.modelId, answer);
    if (message) this.#add(message, asked.parentId, model);
    this.#change({ answering: undefined, failure: isFinal(answer) ? answer.failure : undefined });
  }

  #add(message: ChatMessage, parentId: string | undefined, model: ModelAbilities): void {
    this.#messages = [...this.#messages, message];
    this.#choose(parentId ?? '', message.id);
    this.#queue.add([message], configurationOf({ ...this.#view.settings, modelId: model.modelId }, undefined));
  }

  #choose(parentId: string, versionId: string | undefined): void {
    const choices = new Map(this.#choices);
    if (versionId === undefined) choices.delete(parentId);
    else choices.set(parentId, versionId);
    this.#choices = choices;
    this.#change({});
  }

  #saveChanged(): void {
    const saving = this.#queue.state();
    this.#change({ saving });
    if (saving.name === 'saved') this.#ports.stored();
  }

  #change(changes: Changes): void {
    this.#view = { ...this.#view, ...changes, turns: threadOf(this.#messages, this.#choices) };
    for (const listener of this.#listeners) listener();
  }
}

/** The messages that are not among others. */
function without(messages: readonly ChatMessage[], others: readonly ChatMessage[]): readonly ChatMessage[] {
  const known = new Set(others.map(({ id }) => id));
  return messages.filter(({ id }) => !known.has(id));
}

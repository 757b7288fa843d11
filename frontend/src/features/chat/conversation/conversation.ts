import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import { isFinal } from '../stream/machine.ts';
import type { Answer } from '../stream/machine.ts';
import type { SendQuestion } from '../stream/run-completion.ts';
import { answerMessage } from './answer-message.ts';
import { beginAnswering } from './answering.ts';
import type { Answering } from './answering.ts';
import { imagesIn } from './chat-message.ts';
import type { ChatMessage } from './chat-message.ts';
import type { ConversationPorts, ConversationView, StoredPage } from './conversation-view.ts';
import { isNearlyFull } from './context-window.ts';
import { shortened } from './message-size.ts';
import { requestOf } from './request.ts';
import type { ModelAbilities } from './request.ts';
import { SaveQueue } from './save-queue.ts';
import { configurationOf } from './settings.ts';
import type { ChatSettings } from './settings.ts';
import { following, threadOf } from './thread.ts';
import type { Choices, Turn } from './thread.ts';

export type { ConversationPorts, ConversationView, Elsewhere, StoredPage } from './conversation-view.ts';

type Changes = Partial<Omit<ConversationView, 'turns'>>;

/** One conversation of this tab. It goes on while another one is shown. */
export class Conversation {
  readonly #ports: ConversationPorts;
  readonly #queue: SaveQueue;
  readonly #listeners = new Set<() => void>();
  #messages: readonly ChatMessage[] = [];
  #choices: Choices = new Map();
  /** The model whose last answer nearly filled what it can read. */
  #summariser: string | undefined;
  /** What the turns of the view were made of. */
  #shown: readonly [readonly ChatMessage[], Choices];
  #view: ConversationView;

  constructor(sessionId: string, settings: ChatSettings, ports: ConversationPorts) {
    this.#ports = ports;
    this.#queue = new SaveQueue(sessionId, ports, () => this.#saveChanged());
    this.#messages = this.#queue.unsaved();
    this.#shown = [this.#messages, this.#choices];
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
      elsewhere: undefined,
      summarising: { name: 'no' },
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
      await this.#openFirst(await this.#ports.read(undefined));
    } catch (error) {
      this.#change({ loading: { name: 'failed', words: this.#ports.wordsFor(error) } });
    }
  }

  async #openFirst(page: StoredPage | undefined): Promise<void> {
    if (page) this.#take(page, true);
    else this.#change({ loading: { name: this.#messages.length > 0 ? 'ready' : 'missing' } });
    if (page?.isCompacted) await this.#openSummary();
    this.#queue.retry();
  }

  /** What is shown stays if there is no newer word of it. */
  async #refresh(): Promise<void> {
    const stored = without(this.#messages, this.#queue.unsaved());
    try {
      const page = await this.#ports.read(undefined);
      if (!this.#view.answering) this.#takeNews(page, stored);
    } catch {
      // Somebody comes back to this tab again.
    }
    this.#queue.retry();
  }

  #takeNews(page: StoredPage | undefined, stored: readonly ChatMessage[]): void {
    const { turns } = this.#view;
    if (!page || isDeletedIn(page, stored)) return this.#change({ ...(stored.length > 0 && { elsewhere: 'deleted' }) });
    this.#take(page, false);
    const isForked = turns.some(({ versions }, at) => versions.length < (this.#view.turns[at]?.versions.length ?? 0));
    if (isForked) this.#change({ elsewhere: 'forked' });
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

  /** Reads once more what is stored, for addresses of pictures that are good again. */
  readonly signAgain = async (): Promise<void> => {
    const page = await this.#ports.read(undefined).catch(() => undefined);
    const read = new Map(page?.messages.map((message) => [message.id, message]));
    this.#messages = this.#messages.map((message) => (imagesIn(message).length > 0 && read.get(message.id)) || message);
    this.#change({});
  };

  /** Reads the messages before the first one shown. */
  async openEarlier(): Promise<void> {
    const { earlier, isLoadingEarlier } = this.#view;
    if (earlier === undefined || isLoadingEarlier) return;
    this.#change({ isLoadingEarlier: true });
    const page = await this.#ports.read(earlier).catch(() => undefined);
    if (page !== undefined) this.#messages = [...without(page.messages, this.#messages), ...this.#messages];
    this.#change({ isLoadingEarlier: false, ...(page && { earlier: page.earlier }) });
  }

  /** The model goes on from the last summary, so everything since then has to be here. */
  async #openSummary(): Promise<void> {
    for (let before: string | undefined; this.#view.earlier !== before;) {
      if (this.#messages.some(({ type }) => type === 'summary')) return;
      before = this.#view.earlier;
      await this.openEarlier();
    }
  }

  /** Reads everything there is; stops where something cannot be read. */
  async openAll(): Promise<void> {
    for (let before: string | undefined; this.#view.earlier !== before;) {
      before = this.#view.earlier;
      await this.openEarlier();
    }
  }

  /** Asks after the last message shown, or as another version of a question. */
  ask(content: string | MessagePart[], model: ModelAbilities, insteadOf?: Turn): void {
    const parentId = insteadOf ? insteadOf.parentId : this.#view.turns.at(-1)?.message.id;
    const question: ChatMessage = { id: this.#ports.newId(), type: 'human', content, metadata: following(parentId) };
    if (this.#view.elsewhere === 'deleted') this.storeAll();
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
    const body = requestOf(messages, this.#ports.permitted(this.#view.settings), model);
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

  /** Stores everything that is shown once more: it was deleted in another window. */
  readonly storeAll = (): void => {
    this.#change({ elsewhere: undefined });
    this.#queue.add(this.#messages, undefined);
  };

  /** Stores a message that was refused, without what is too much of it. */
  readonly storeShortened = (message: ChatMessage): void => this.#queue.storeRefused(shortened(message));

  readonly dropRefused = (message: ChatMessage): void => this.#queue.dropRefused(message.id);

  #finished(asked: Pick<Answering, 'id' | 'parentId' | 'modelId'>, model: ModelAbilities, answer: Answer): void {
    const message = answerMessage(asked.id, asked.parentId, asked.modelId, answer);
    if (isNearlyFull(answer.usage, model.contextWindow)) this.#summariser = model.modelId;
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
    if (saving.name !== 'saved') return;
    this.#ports.stored();
    const summariser = this.#summariser;
    if (summariser !== undefined && !this.#view.answering) void this.summarise(summariser);
  }

  /** Lets a model sum up what is stored, and goes on from there. */
  async summarise(modelId: string): Promise<void> {
    const { compact } = this.#ports;
    this.#summariser = undefined;
    if (!compact || this.#view.summarising.name === 'now') return;
    this.#change({ summarising: { name: 'now' } });
    try {
      await compact(modelId);
      const page = await this.#ports.read(undefined);
      if (page && !this.#view.answering) this.#take(page, false);
      this.goOn();
    } catch (error) {
      this.#change({ summarising: { name: 'failed', words: this.#ports.wordsFor(error) } });
    }
  }

  /** Waits for no summary any more. */
  readonly goOn = (): void => this.#change({ summarising: { name: 'no' } });

  #change(changes: Changes): void {
    this.#view = { ...this.#view, ...changes, turns: this.#turns() };
    for (const listener of this.#listeners) listener();
  }

  /** The turns to show: the same list as before, and in another list the same turns, where nothing changed. */
  #turns(): readonly Turn[] {
    const [messages, choices] = this.#shown;
    if (messages === this.#messages && choices === this.#choices) return this.#view.turns;
    this.#shown = [this.#messages, this.#choices];
    return threadOf(this.#messages, this.#choices, this.#view.turns);
  }
}

/** Whether something that was stored is not any more. A page with nothing before it is the whole conversation. */
const isDeletedIn = ({ earlier, messages }: StoredPage, stored: readonly ChatMessage[]): boolean =>
  earlier === undefined && without(stored, messages).length > 0;

/** The messages that are not among others. */
function without(messages: readonly ChatMessage[], others: readonly ChatMessage[]): readonly ChatMessage[] {
  const known = new Set(others.map(({ id }) => id));
  return messages.filter(({ id }) => !known.has(id));
}

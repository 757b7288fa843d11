import type { Message, StoredMessage } from '@lisa/contracts/vocabulary/message';
import { defaultsOf, globalScope } from '../domain/configuration.ts';
import { begun, withAppended, withHistory, type Conversation, type Details } from '../domain/conversation.ts';
import { contentOf, sizeOf, type DatedMessage } from '../domain/message.ts';
import type { Ports } from '../ports.ts';

/** A conversation that may not exist yet. */
interface Target {
  readonly owner: string;
  readonly sessionId: string;
  readonly previous: Conversation | undefined;
}

/** What one transaction takes. */
const mostAppended = { messages: 80, bytes: 3 * 1024 * 1024 };

const fitsOneTransaction = (messages: readonly Message[]): boolean =>
  messages.length <= mostAppended.messages &&
  messages.reduce((size, message) => size + sizeOf(message), 0) <= mostAppended.bytes;

const nowOf = ({ clock }: Ports): string => new Date(clock.now()).toISOString();

const dated = (messages: readonly Message[], ports: Ports): DatedMessage[] =>
  messages.map((message) => ({ ...message, createdAt: nowOf(ports) }));

/** What a write sets besides messages, and whether content has to be encrypted. */
export interface Terms extends Details {
  readonly encrypt: boolean;
}

/** Whether content has to be encrypted now. An error fails the request: nothing is ever written plain by mistake. */
export async function wantsEncryption({ configurations }: Ports): Promise<boolean> {
  const { configuration } = (await configurations.current(globalScope)) ?? defaultsOf(globalScope);
  return configuration.enabledComponents.encryptSession;
}

/** The key to encrypt with: a conversation that has one keeps it. */
async function contentKey(
  { owner, sessionId, previous }: Target,
  { encrypt }: Terms,
  { contentKeys }: Ports,
): Promise<string | undefined> {
  return previous?.sealedKey ?? (encrypt ? contentKeys.create(owner, sessionId) : undefined);
}

/** Adds messages to the end, in one transaction if they fit. A plain conversation that is to be encrypted is written anew. */
export async function add(target: Target, messages: readonly Message[], terms: Terms, ports: Ports): Promise<void> {
  const { previous } = target;
  const { conversations } = ports;
  const sealedKey = await contentKey(target, terms, ports);
  if (!previous) return begin({ ...target, sealedKey }, messages, terms, ports);
  if (sealedKey === previous.sealedKey && fitsOneTransaction(messages))
    return conversations.append(previous, withAppended(previous, messages, terms, nowOf(ports)), messages);
  const stored = await conversations.messages(previous, 0, previous.messageCount);
  return write(previous, sealedKey, [...stored.map(kept), ...dated(messages, ports)], terms, ports);
}

/** Makes a history of what is kept and what follows; readers see the old one or the new one, never a mixture. */
export async function replace(
  previous: Conversation,
  keep: readonly StoredMessage[],
  follow: readonly Message[],
  terms: Terms,
  ports: Ports,
): Promise<void> {
  const sealedKey = await contentKey({ ...previous, previous }, terms, ports);
  return write(previous, sealedKey, [...keep.map(kept), ...dated(follow, ports)], terms, ports);
}

const kept = (message: StoredMessage): DatedMessage => ({ ...contentOf(message), createdAt: message.createdAt });

async function begin(
  { owner, sessionId, sealedKey }: Omit<Target, 'previous'> & { readonly sealedKey: string | undefined },
  messages: readonly Message[],
  terms: Terms,
  ports: Ports,
): Promise<void> {
  const empty = begun({ owner, sessionId, historyId: ports.ids.uid(), sealedKey }, nowOf(ports));
  const next = withAppended(empty, messages, terms, nowOf(ports));
  if (fitsOneTransaction(messages)) return ports.conversations.append(undefined, next, messages);
  return ports.conversations.rewrite(undefined, next, dated(messages, ports));
}

async function write(
  previous: Conversation,
  sealedKey: string | undefined,
  messages: readonly DatedMessage[],
  terms: Terms,
  ports: Ports,
): Promise<void> {
  const history = { historyId: ports.ids.uid(), sealedKey };
  const next = withHistory(previous, history, messages, terms, nowOf(ports));
  await ports.conversations.rewrite(previous, next, messages);
}

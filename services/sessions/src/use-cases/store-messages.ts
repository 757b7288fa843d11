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

/**
 * The key to encrypt with, if this conversation is encrypted or the configuration wants it to be. An error while finding
 * out fails the request: nothing is ever written plain by mistake.
 */
async function contentKey({ owner, sessionId, previous }: Target, ports: Ports): Promise<string | undefined> {
  if (previous?.sealedKey) return previous.sealedKey;
  const { configuration } = (await ports.configurations.current(globalScope)) ?? defaultsOf(globalScope);
  return configuration.enabledComponents.encryptSession ? ports.contentKeys.create(owner, sessionId) : undefined;
}

/** Adds messages to the end, in one transaction if they fit. A plain conversation that is to be encrypted is written anew. */
export async function add(target: Target, messages: readonly Message[], details: Details, ports: Ports): Promise<void> {
  const { previous } = target;
  const { conversations } = ports;
  const sealedKey = await contentKey(target, ports);
  if (!previous) return begin({ ...target, sealedKey }, messages, details, ports);
  if (sealedKey === previous.sealedKey && fitsOneTransaction(messages))
    return conversations.append(previous, withAppended(previous, messages, details, nowOf(ports)), messages);
  const stored = await conversations.messages(previous, 0, previous.messageCount);
  return write(previous, sealedKey, [...stored.map(kept), ...dated(messages, ports)], details, ports);
}

/** Makes a history of what is kept and what follows; readers see the old one or the new one, never a mixture. */
export async function replace(
  previous: Conversation,
  keep: readonly StoredMessage[],
  follow: readonly Message[],
  details: Details,
  ports: Ports,
): Promise<void> {
  const sealedKey = await contentKey({ ...previous, previous }, ports);
  return write(previous, sealedKey, [...keep.map(kept), ...dated(follow, ports)], details, ports);
}

const kept = (message: StoredMessage): DatedMessage => ({ ...contentOf(message), createdAt: message.createdAt });

async function begin(
  { owner, sessionId, sealedKey }: Omit<Target, 'previous'> & { readonly sealedKey: string | undefined },
  messages: readonly Message[],
  details: Details,
  ports: Ports,
): Promise<void> {
  const empty = begun({ owner, sessionId, historyId: ports.ids.uid(), sealedKey }, nowOf(ports));
  const next = withAppended(empty, messages, details, nowOf(ports));
  if (fitsOneTransaction(messages)) return ports.conversations.append(undefined, next, messages);
  return ports.conversations.rewrite(undefined, next, dated(messages, ports));
}

async function write(
  previous: Conversation,
  sealedKey: string | undefined,
  messages: readonly DatedMessage[],
  details: Details,
  ports: Ports,
): Promise<void> {
  const history = { historyId: ports.ids.uid(), sealedKey };
  const next = withHistory(previous, history, messages, details, nowOf(ports));
  await ports.conversations.rewrite(previous, next, messages);
}

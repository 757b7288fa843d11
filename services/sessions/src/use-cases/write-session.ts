import type { Message, SentMessage, StoredMessage } from '@lisa/contracts/vocabulary/message';
import { Failure } from '@lisa/kit/failure';
import { begun, withAppended, withDetails, withHistory, type Conversation, type Details } from '../domain/conversation.ts';
import { globalScope, defaultsOf } from '../domain/configuration.ts';
import { contentOf, largestMessage, sizeOf, type DatedMessage } from '../domain/message.ts';
import { reconcile } from '../domain/reconcile.ts';
import type { Ports } from '../ports.ts';
import { withoutAddresses } from './images-in-messages.ts';
import { repeated } from './repeated.ts';

export interface Written extends Details {
  readonly messages: readonly SentMessage[];
}

/** What one transaction takes. */
const mostAppended = { messages: 80, bytes: 3 * 1024 * 1024 };
/** A client repeats what it was not answered at once, so an id that was written longer ago is not looked for. */
const idsLookedBack = 200;

/** Adds messages to the end, and creates the conversation if needed. A message whose id is stored already is not written again. */
export async function appendMessages(
  owner: string,
  sessionId: string,
  { messages, ...details }: Written,
  ports: Ports,
): Promise<void> {
  if (messages.length === 0) throw new Failure('NoMessages');
  const sent = acceptable(messages, owner).map(contentOf);
  await repeated(async () => {
    const previous = await ports.conversations.find(owner, sessionId);
    const news = previous ? await notYetStored(sent, previous, ports) : sent;
    await add(previous, { owner, sessionId }, news, details, ports);
  }, ports.backOff);
}

/** Makes a conversation what the client says it is, as `reconcile` describes. */
export async function putSession(
  owner: string,
  sessionId: string,
  { messages, ...details }: Written,
  ports: Ports,
): Promise<void> {
  const sent = acceptable(messages, owner);
  await repeated(async () => {
    const previous = await ports.conversations.find(owner, sessionId);
    if (!previous) return add(previous, { owner, sessionId }, sent.map(contentOf), details, ports);
    const stored = await ports.conversations.messages(previous, 0, previous.messageCount);
    const { keep, then } = reconcile(stored, sent);
    if (keep === stored.length) return add(previous, previous, then, details, ports);
    return rewrite(previous, stored.slice(0, keep), then, details, ports);
  }, ports.backOff);
}

/** Names an existing conversation. */
export async function nameSession(owner: string, sessionId: string, name: string, ports: Ports): Promise<void> {
  await repeated(async () => {
    const previous = await ports.conversations.find(owner, sessionId);
    if (!previous) throw new Failure('SessionNotFound');
    await ports.conversations.append(previous, withDetails(previous, { name }, nowOf(ports)), []);
  }, ports.backOff);
}

const nowOf = ({ clock }: Ports): string => new Date(clock.now()).toISOString();

function acceptable(messages: readonly SentMessage[], owner: string): SentMessage[] {
  const plain = withoutAddresses(messages, owner);
  if (plain.some((message) => sizeOf(message) > largestMessage))
    throw new Failure('MessageTooLarge', { limit: largestMessage });
  return plain;
}

async function notYetStored(sent: readonly Message[], previous: Conversation, { conversations }: Ports) {
  if (!sent.some(({ id }) => id)) return sent;
  const { messageCount } = previous;
  const newest = await conversations.messages(previous, Math.max(0, messageCount - idsLookedBack), messageCount);
  const known = new Set(newest.map(({ id }) => id).filter((id) => id !== undefined));
  return sent.filter(({ id }) => id === undefined || !known.has(id));
}

/** Whether content has to be encrypted now. An error while reading it fails the request: nothing is ever written plain by mistake. */
async function wantsEncryption({ configurations }: Ports): Promise<boolean> {
  const { configuration } = (await configurations.current(globalScope)) ?? defaultsOf(globalScope);
  return configuration.enabledComponents.encryptSession;
}

async function add(
  previous: Conversation | undefined,
  { owner, sessionId }: Pick<Conversation, 'owner' | 'sessionId'>,
  messages: readonly Message[],
  details: Details,
  ports: Ports,
): Promise<void> {
  const { conversations, contentKeys, ids } = ports;
  const lacksKey = !previous?.sealedKey && (await wantsEncryption(ports));
  if (previous && (lacksKey || !fitsOneTransaction(messages))) {
    const stored = await conversations.messages(previous, 0, previous.messageCount);
    return rewrite(previous, stored, messages, details, ports);
  }
  const sealedKey = lacksKey ? await contentKeys.create(owner, sessionId) : undefined;
  const before = previous ?? begun({ owner, sessionId, historyId: ids.uid(), sealedKey }, nowOf(ports));
  const next = withAppended(before, messages, details, nowOf(ports));
  if (fitsOneTransaction(messages)) await conversations.append(previous, next, messages);
  else await conversations.rewrite(previous, next, dated(messages, ports));
}

const fitsOneTransaction = (messages: readonly Message[]): boolean =>
  messages.length <= mostAppended.messages &&
  messages.reduce((size, message) => size + sizeOf(message), 0) <= mostAppended.bytes;

const dated = (messages: readonly Message[], ports: Ports): DatedMessage[] =>
  messages.map((message) => ({ ...message, createdAt: nowOf(ports) }));

/** Writes the whole history anew under another id; readers see the old one or the new one, never a mixture. */
async function rewrite(
  previous: Conversation,
  kept: readonly StoredMessage[],
  then: readonly Message[],
  details: Details,
  ports: Ports,
): Promise<void> {
  const { conversations, contentKeys, ids } = ports;
  const { owner, sessionId } = previous;
  const lacksKey = !previous.sealedKey && (await wantsEncryption(ports));
  const sealedKey = lacksKey ? await contentKeys.create(owner, sessionId) : previous.sealedKey;
  const all = [
    ...kept.map((message) => ({ ...contentOf(message), createdAt: message.createdAt })),
    ...dated(then, ports),
  ];
  const next = withHistory(previous, { historyId: ids.uid(), sealedKey }, all, details, nowOf(ports));
  await conversations.rewrite(previous, next, all);
}

import type { Message, SentMessage } from '@lisa/contracts/vocabulary/message';
import { Failure } from '@lisa/kit/failure';
import { withDetails, type Conversation, type Details } from '../domain/conversation.ts';
import { contentOf, largestMessage, sizeOf } from '../domain/message.ts';
import { reconcile } from '../domain/reconcile.ts';
import type { Ports } from '../ports.ts';
import { withoutAddresses } from './images-in-messages.ts';
import { repeated } from './repeated.ts';
import { ensureFits } from './settings-size.ts';
import { add, replace, wantsEncryption } from './store-messages.ts';

export interface Written extends Details {
  readonly messages: readonly SentMessage[];
}

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
  const sent = acceptable(messages, details, owner).map(contentOf);
  const terms = { ...details, encrypt: await wantsEncryption(ports) };
  await repeated(async () => {
    const previous = await ports.conversations.find(owner, sessionId);
    const news = previous ? await notYetStored(sent, previous, ports) : sent;
    await add({ owner, sessionId, previous }, news, terms, ports);
  }, ports);
}

/** Makes a conversation what the client says it is, as `reconcile` describes. */
export async function putSession(
  owner: string,
  sessionId: string,
  { messages, ...details }: Written,
  ports: Ports,
): Promise<void> {
  const sent = acceptable(messages, details, owner);
  const terms = { ...details, encrypt: await wantsEncryption(ports) };
  await repeated(async () => {
    const previous = await ports.conversations.find(owner, sessionId);
    const target = { owner, sessionId, previous };
    if (!previous) return add(target, sent.map(contentOf), terms, ports);
    const stored = await ports.conversations.messages(previous, 0, previous.messageCount);
    const { keep, follow } = reconcile(stored, sent);
    if (keep === stored.length) return add(target, follow, terms, ports);
    return replace(previous, stored.slice(0, keep), follow, terms, ports);
  }, ports);
}

/** Names an existing conversation. */
export async function nameSession(owner: string, sessionId: string, name: string, ports: Ports): Promise<void> {
  await repeated(async () => {
    const previous = await ports.conversations.find(owner, sessionId);
    if (!previous) throw new Failure('SessionNotFound');
    await ports.conversations.append(
      previous,
      withDetails(previous, { name }, new Date(ports.clock.now()).toISOString()),
      [],
    );
  }, ports);
}

function acceptable(messages: readonly SentMessage[], { configuration }: Details, owner: string): SentMessage[] {
  if (configuration) ensureFits('configuration', configuration);
  const plain = withoutAddresses(messages, owner);
  if (plain.some((message) => sizeOf(message) > largestMessage))
    throw new Failure('MessageTooLarge', { limit: largestMessage });
  return plain;
}

async function notYetStored(sent: readonly Message[], previous: Conversation, { conversations }: Ports) {
  if (!sent.some(({ id }) => id)) return sent;
  const { messageCount } = previous;
  const newest = await conversations.messages(previous, Math.max(0, messageCount - idsLookedBack), messageCount);
  const known = new Set(newest.map(({ id }) => id).filter(Boolean));
  return sent.filter(({ id }) => !id || !known.has(id));
}

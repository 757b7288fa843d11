import type { Message, StoredMessage } from '@lisa/contracts/vocabulary/message';
import { Failure } from '@lisa/kit/failure';
import type { Credentials } from '@lisa/kit/http/caller';
import type { Conversation } from '../domain/conversation.ts';
import { pathToLast, promptWithSummary, summaryPrompt, toSummarise } from '../domain/summary.ts';
import type { Ports } from '../ports.ts';
import { repeated } from './repeated.ts';
import { add, wantsEncryption } from './store-messages.ts';

/** Who asks for a summary, and whose access the model is asked under. */
export interface Asking {
  readonly owner: string;
  readonly credentials: Credentials;
}

export interface Compacted {
  /** Place of the summary. */
  readonly index: number;
  readonly summary: string;
  /** What goes in front of the messages after the summary. */
  readonly systemPrompt: string;
}

const fewest = 3;

/**
 * Adds a summary of what was said since the last one; every message stays. `SessionNotFound`, `SessionTooShort`,
 * `NothingToCompact`, `SummaryFailed`, and `ChangedMeanwhile` if somebody said more while the model read.
 */
export async function compactSession(
  { owner, credentials }: Asking,
  sessionId: string,
  modelId: string,
  ports: Ports,
): Promise<Compacted> {
  const conversation = await ports.conversations.find(owner, sessionId);
  if (!conversation) throw new Failure('SessionNotFound');
  const messages = await ports.conversations.messages(conversation, 0, conversation.messageCount);
  const { text, usage } = await ports.summaries.of(summaryPrompt(covered(messages)), modelId, credentials);
  const message = summaryMessage(text, messages.at(-1)?.id, ports);
  await store({ ...message, usage, metadata: { ...message.metadata, modelName: modelId } }, conversation, ports);
  const systemPrompt = promptWithSummary(systemPromptOf(conversation, messages), text);
  return { index: conversation.messageCount, summary: text, systemPrompt };
}

function covered(messages: readonly StoredMessage[]): readonly StoredMessage[] {
  if (messages.length < fewest) throw new Failure('SessionTooShort');
  const since = toSummarise(pathToLast(messages));
  if (!since.some(({ type }) => type !== 'summary')) throw new Failure('NothingToCompact');
  return since;
}

const summaryMessage = (content: string, lastId: string | null | undefined, { ids }: Ports): Message => ({
  id: ids.uid(),
  type: 'summary',
  content,
  metadata: lastId ? { parentId: lastId } : {},
});

/** What comes after the summary is what clients send: nothing may come in between that it does not cover. */
async function store(summary: Message, read: Conversation, ports: Ports): Promise<void> {
  const encrypt = await wantsEncryption(ports);
  const isStored = await repeated(async () => {
    const previous = await ports.conversations.find(read.owner, read.sessionId);
    if (previous?.historyId !== read.historyId || previous.messageCount !== read.messageCount) return false;
    await add({ owner: read.owner, sessionId: read.sessionId, previous }, [summary], { encrypt }, ports);
    return true;
  }, ports);
  if (!isStored) throw new Failure('ChangedMeanwhile');
}

function systemPromptOf({ configuration }: Conversation, messages: readonly StoredMessage[]): string {
  const [first] = messages;
  if (first?.type === 'system' && typeof first.content === 'string') return first.content;
  return configuration?.promptConfiguration.promptTemplate ?? '';
}

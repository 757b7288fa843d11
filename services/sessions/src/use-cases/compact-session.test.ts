import { describe, expect, it } from '@jest/globals';
import { ConversationConfiguration } from '@lisa/contracts/vocabulary/session';
import { Failure } from '@lisa/kit/failure';
import { aConfiguration, inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { compactSession } from './compact-session.ts';
import { appendMessages, nameSession, putSession } from './write-session.ts';

const asking = { owner: 'jo', credentials: { authorization: 'Bearer t' } };
const usage = { promptTokens: 70, completionTokens: 7 };

async function conversationOf(...words: string[]): Promise<InMemoryPorts> {
  const ports = inMemoryPorts();
  const messages = words.map(
    (content, at) => ({ id: content, type: at % 2 ? 'ai' : 'human', content, usage }) as const,
  );
  if (messages.length > 0) await appendMessages('jo', 's1', { messages }, ports);
  return ports;
}
const stored = async ({ conversations }: InMemoryPorts) => {
  const conversation = (await conversations.find('jo', 's1'))!;
  return { conversation, messages: await conversations.messages(conversation, 0, conversation.messageCount) };
};

describe('compacting a conversation', () => {
  it('adds a summary of all that was said, and removes nothing', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2', 'a2');

    const compacted = await compactSession(asking, 's1', 'demo', ports);

    expect(compacted).toEqual({
      index: 4,
      summary: 'Summary 1',
      systemPrompt: 'Summary of the conversation so far:\nSummary 1',
    });
    expect(ports.prompts).toMatchObject([{ modelId: 'demo', credentials: asking.credentials }]);
    expect(ports.prompts[0]?.transcript).toContain('Person: q1\n\nAssistant: a1');
    const { conversation, messages } = await stored(ports);
    expect(messages.map(({ content }) => content)).toEqual(['q1', 'a1', 'q2', 'a2', 'Summary 1']);
    expect(messages[4]).toMatchObject({ type: 'summary', metadata: { parentId: 'a2', modelName: 'demo' } });
    expect(conversation).toMatchObject({ compactionMessageIndex: 4, tokensUsedSinceCompaction: 0 });
  });

  it('summarises the next time what came since, and the summary before it', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2');
    await compactSession(asking, 's1', 'demo', ports);
    await appendMessages('jo', 's1', { messages: [{ type: 'human', content: 'q3' }] }, ports);

    const { index } = await compactSession(asking, 's1', 'demo', ports);

    expect(index).toBe(5);
    expect(ports.prompts[1]?.transcript).toBe(
      '<conversation>\nSummary so far: Summary 1\n\nPerson: q3\n</conversation>',
    );
  });

  it('answers the system prompt with the summary', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2');
    const configuration = ConversationConfiguration.parse({ promptConfiguration: { promptTemplate: 'Be brief.' } });
    const messages = ['q1', 'a1', 'q2'].map(
      (content, at) => ({ id: content, type: at % 2 ? 'ai' : 'human', content, usage }) as const,
    );
    await putSession('jo', 's1', { messages, configuration }, ports);

    const { systemPrompt } = await compactSession(asking, 's1', 'demo', ports);

    expect(systemPrompt).toMatch(/^Be brief\.\n\nSummary of the conversation so far:/);
  });

  it.each([
    ['nobody has', [], 'SessionNotFound'],
    ['has two messages', ['q1', 'a1'], 'SessionTooShort'],
  ])('refuses one that %s', async (_, words, code) => {
    const ports = await conversationOf(...words);

    await expect(compactSession(asking, 's1', 'demo', ports)).rejects.toMatchObject({ code });
    expect(ports.prompts).toEqual([]);
  });

  it('refuses one in which nothing was said since the last summary', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2');
    await compactSession(asking, 's1', 'demo', ports);

    await expect(compactSession(asking, 's1', 'demo', ports)).rejects.toMatchObject({ code: 'NothingToCompact' });
  });

  it('does not find that of another person', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2');

    const refused = compactSession({ ...asking, owner: 'sam' }, 's1', 'demo', ports);

    await expect(refused).rejects.toMatchObject({ code: 'SessionNotFound' });
  });

  it('changes nothing when no summary comes', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2');
    const before = await stored(ports);
    const summaries = { of: () => Promise.reject(new Failure('SummaryFailed', { reason: 'no.' })) };

    await expect(compactSession(asking, 's1', 'demo', { ...ports, summaries })).rejects.toMatchObject({ status: 502 });

    expect(await stored(ports)).toEqual(before);
  });

  const meanwhile = (ports: InMemoryPorts, act: () => Promise<void>): InMemoryPorts => ({
    ...ports,
    summaries: {
      of: async (...asked) => {
        await act();
        return ports.summaries.of(...asked);
      },
    },
  });

  it('gives up when somebody said more while the model read: the summary does not cover it', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2');
    const more = () => appendMessages('jo', 's1', { messages: [{ type: 'human', content: 'wait' }] }, ports);

    const refused = compactSession(asking, 's1', 'demo', meanwhile(ports, more));

    await expect(refused).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
    expect((await stored(ports)).messages.at(-1)?.content).toBe('wait');
  });

  it('goes on when it was only named meanwhile', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2');

    await compactSession(
      asking,
      's1',
      'demo',
      meanwhile(ports, () => nameSession('jo', 's1', 'Quorums', ports)),
    );

    expect((await stored(ports)).conversation).toMatchObject({ name: 'Quorums', compactionMessageIndex: 3 });
  });

  it('encrypts the summary with everything else once that was switched on', async () => {
    const ports = await conversationOf('q1', 'a1', 'q2');
    await ports.configurations.save(aConfiguration({ encryptSession: true }));

    await compactSession(asking, 's1', 'demo', ports);

    const { conversation, messages } = await stored(ports);
    expect(conversation.sealedKey).toBeDefined();
    expect(messages.map(({ type }) => type)).toEqual(['human', 'ai', 'human', 'summary']);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Message, SentMessage } from '@lisa/contracts/vocabulary/message';
import { aConfiguration, inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { imageKey } from '../domain/keys.ts';
import { largestMessage } from '../domain/message.ts';
import { appendMessages, nameSession, putSession } from './write-session.ts';

const says = (content: Message['content'], fields: Partial<SentMessage> = {}): SentMessage => ({
  type: 'human',
  content,
  ...fields,
});
const all = (...texts: string[]) => ({ messages: texts.map((text) => says(text)) });

async function history({ conversations }: InMemoryPorts, owner = 'jo', sessionId = 's1') {
  const conversation = await conversations.find(owner, sessionId);
  return conversation ? conversations.messages(conversation, 0, conversation.messageCount) : [];
}
const textsIn = async (ports: InMemoryPorts) => (await history(ports)).map(({ content }) => content);

describe('appending messages', () => {
  it('creates the conversation, and adds to its end', async () => {
    const ports = inMemoryPorts();

    await appendMessages('jo', 's1', { ...all('one'), name: 'First' }, ports);
    ports.clock.advance(60);
    await appendMessages('jo', 's1', all('two', 'three'), ports);

    expect(await textsIn(ports)).toEqual(['one', 'two', 'three']);
    expect((await history(ports)).map(({ messageIndex }) => messageIndex)).toEqual([0, 1, 2]);
    expect(await ports.conversations.find('jo', 's1')).toMatchObject({
      name: 'First',
      createdAt: '2026-11-21T14:00:00.000Z',
      changedAt: '2026-11-21T14:01:00.000Z',
    });
  });

  it('refuses to append nothing', async () => {
    const ports = inMemoryPorts();

    await expect(appendMessages('jo', 's1', { messages: [] }, ports)).rejects.toMatchObject({ code: 'NoMessages' });

    expect(await ports.conversations.find('jo', 's1')).toBeUndefined();
  });

  it('writes a message of the same id once, however often it is sent', async () => {
    const ports = inMemoryPorts();
    const one = { messages: [says('one', { id: 'm1' })] };

    await appendMessages('jo', 's1', one, ports);
    await appendMessages('jo', 's1', one, ports);
    await appendMessages('jo', 's1', { messages: [says('one', { id: 'm1' }), says('two', { id: 'm2' })] }, ports);

    expect(await textsIn(ports)).toEqual(['one', 'two']);
  });

  it('writes the same words twice when they have no id', async () => {
    const ports = inMemoryPorts();

    await appendMessages('jo', 's1', all('yes'), ports);
    await appendMessages('jo', 's1', all('yes'), ports);

    expect(await textsIn(ports)).toEqual(['yes', 'yes']);
  });

  it.each([
    ['at once', undefined],
    ['to others', 'one'],
  ])('takes more than a transaction does, %s', async (_, first) => {
    const ports = inMemoryPorts();
    if (first) await appendMessages('jo', 's1', all(first), ports);
    const many = Array.from({ length: 200 }, (_value, index) => `m${index}`);

    await appendMessages('jo', 's1', all(...many), ports);

    expect(await textsIn(ports)).toEqual([...(first ? [first] : []), ...many]);
  });

  it('refuses a message that no row can hold, and says what to do', async () => {
    const ports = inMemoryPorts();
    const large = all('x'.repeat(largestMessage));

    await expect(appendMessages('jo', 's1', large, ports)).rejects.toThrow('Attach large files');

    expect(await textsIn(ports)).toEqual([]);
  });

  it('gives up when others are always faster, and says so', async () => {
    const ports = inMemoryPorts();
    const find = async () => ({ ...(await ports.conversations.find('jo', 's1'))!, version: -1 });
    await appendMessages('jo', 's1', all('one'), ports);

    const refused = appendMessages('jo', 's1', all('two'), {
      ...ports,
      conversations: { ...ports.conversations, find },
    });

    await expect(refused).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
    expect(await textsIn(ports)).toEqual(['one']);
  });
});

describe('an image in a message', () => {
  const image = (s3_key: string) => says([{ type: 'image_url', image_url: { url: 'https://signed', s3_key } }]);
  const key = imageKey('jo', 's1', '01ky3m7r9t4v2c8q5h3n000001', 'png');

  it('is stored by its key, without the address that was signed for a while', async () => {
    const ports = inMemoryPorts();

    await appendMessages('jo', 's1', { messages: [image(key)] }, ports);

    const [message] = await history(ports);
    expect(message?.content).toEqual([{ type: 'image_url', image_url: { url: '', s3_key: key } }]);
  });

  it.each([imageKey('sam', 's1', '01ky3m7r9t4v2c8q5h3n000001', 'png'), 'u/jo/images/../../sam/images/s/x.png', ''])(
    'is refused by the key %s, which was not issued to this person',
    async (foreign) => {
      const ports = inMemoryPorts();

      const refused = appendMessages('jo', 's1', { messages: [image(foreign)] }, ports);

      await expect(refused).rejects.toMatchObject({ code: 'InvalidRequest' });
    },
  );
});

describe('putting a conversation', () => {
  it('creates it, even without messages', async () => {
    const ports = inMemoryPorts();

    await putSession('jo', 's1', { messages: [], name: 'Empty' }, ports);

    expect(await ports.conversations.find('jo', 's1')).toMatchObject({ name: 'Empty', messageCount: 0 });
  });

  it('adds what is new without touching the rest', async () => {
    const ports = inMemoryPorts();
    await putSession('jo', 's1', all('one', 'two'), ports);
    const before = await ports.conversations.find('jo', 's1');
    ports.clock.advance(60);

    await putSession('jo', 's1', all('one', 'two', 'three'), ports);

    expect(await ports.conversations.find('jo', 's1')).toMatchObject({ historyId: before?.historyId });
    expect((await history(ports)).map(({ createdAt }) => createdAt.slice(11, 19))).toEqual([
      '14:00:00',
      '14:00:00',
      '14:01:00',
    ]);
  });

  it('writes an edited history anew, and keeps the times of what stayed', async () => {
    const ports = inMemoryPorts();
    await putSession('jo', 's1', { ...all('one', 'two', 'three'), name: 'n' }, ports);
    ports.clock.advance(60);

    await putSession('jo', 's1', all('one', 'other'), ports);

    expect(await textsIn(ports)).toEqual(['one', 'other']);
    expect((await history(ports)).map(({ createdAt }) => createdAt.slice(11, 19))).toEqual(['14:00:00', '14:01:00']);
    expect(await ports.conversations.find('jo', 's1')).toMatchObject({ name: 'n', messageCount: 2 });
    expect(ports.kept.leftovers.size).toBe(1);
  });

  it('counts the tokens of all messages', async () => {
    const ports = inMemoryPorts();
    const answer: SentMessage = { type: 'ai', content: 'x', usage: { promptTokens: 3, completionTokens: 4 } };
    await putSession('jo', 's1', { messages: [says('one'), answer] }, ports);

    await putSession('jo', 's1', { messages: [says('other'), answer] }, ports);

    expect(await ports.conversations.find('jo', 's1')).toMatchObject({ totalTokensUsed: 7 });
  });

  it('keeps name and configuration that are not sent', async () => {
    const ports = inMemoryPorts();
    const configuration = { chatAssistantId: 'a' } as never;
    await putSession('jo', 's1', { ...all('one'), name: 'n', configuration }, ports);

    await putSession('jo', 's1', { ...all('one'), name: null, configuration: undefined }, ports);

    expect(await ports.conversations.find('jo', 's1')).toMatchObject({ name: 'n', configuration });
  });
});

describe('encrypting', () => {
  const encrypting = async () => {
    const ports = inMemoryPorts();
    await ports.configurations.save(aConfiguration({ encryptSession: true }));
    return ports;
  };

  it('gives a new conversation a key of its own', async () => {
    const ports = await encrypting();

    await appendMessages('jo', 's1', all('one'), ports);
    await appendMessages('jo', 's1', all('two'), ports);

    expect(await ports.conversations.find('jo', 's1')).toMatchObject({
      sealedKey: 'key of jo for s1',
      messageCount: 2,
    });
  });

  it.each([
    ['append', (ports: InMemoryPorts) => appendMessages('jo', 's1', all('two'), ports)],
    ['put', (ports: InMemoryPorts) => putSession('jo', 's1', all('one', 'two'), ports)],
    ['edit', (ports: InMemoryPorts) => putSession('jo', 's1', all('zero', 'one', 'two'), ports)],
  ])('writes a plain one anew on the next %s', async (_, write) => {
    const ports = inMemoryPorts();
    await appendMessages('jo', 's1', all('one'), ports);
    const plain = await ports.conversations.find('jo', 's1');
    await ports.configurations.save(aConfiguration({ encryptSession: true }));

    await write(ports);

    const encrypted = await ports.conversations.find('jo', 's1');
    expect(encrypted).toMatchObject({ sealedKey: 'key of jo for s1' });
    expect(encrypted?.historyId).not.toBe(plain?.historyId);
    expect((await textsIn(ports)).slice(-2)).toEqual(['one', 'two']);
  });

  it('stays on for a conversation that has a key', async () => {
    const ports = await encrypting();
    await appendMessages('jo', 's1', all('one'), ports);
    await ports.configurations.save(aConfiguration({ encryptSession: false }, 2));

    await appendMessages('jo', 's1', all('two'), ports);
    await putSession('jo', 's1', all('other'), ports);

    expect(await ports.conversations.find('jo', 's1')).toMatchObject({ sealedKey: 'key of jo for s1' });
  });

  it.each([
    ['the setting', { configurations: { current: () => Promise.reject(new Error('no answer')) } }],
    ['the key', { contentKeys: { create: () => Promise.reject(new Error('no answer')) } }],
  ])('writes nothing when %s cannot be read', async (_, broken) => {
    const ports = await encrypting();

    const refused = appendMessages('jo', 's1', all('secret'), { ...ports, ...broken } as InMemoryPorts);

    await expect(refused).rejects.toThrow('no answer');
    expect(ports.kept.rows.size + ports.kept.histories.size).toBe(0);
  });
});

describe('naming a conversation', () => {
  it('changes its name alone', async () => {
    const ports = inMemoryPorts();
    await appendMessages('jo', 's1', { ...all('one'), name: 'old' }, ports);

    await nameSession('jo', 's1', 'new', ports);

    expect(await ports.conversations.find('jo', 's1')).toMatchObject({ name: 'new', messageCount: 1 });
  });

  it('creates none', async () => {
    await expect(nameSession('jo', 's1', 'new', inMemoryPorts())).rejects.toMatchObject({ code: 'SessionNotFound' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { ModelReady } from '@lisa/contracts/events/models.events';
import { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { ConversationConfiguration } from '@lisa/contracts/vocabulary/session';
import { inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { imageKey } from '../domain/keys.ts';
import { getSession, listMessages, listSessions } from './read-session.ts';
import { appendMessages, nameSession, putSession } from './write-session.ts';

async function conversationOf(length: number): Promise<InMemoryPorts> {
  const ports = inMemoryPorts();
  const messages = Array.from({ length }, (_, index) => ({ type: 'human' as const, content: `m${index}` }));
  await appendMessages('jo', 's1', { messages }, ports);
  return ports;
}
const reader = (username: string) => ({ username, groups: [], isAdmin: false });
const textsOf = (messages: readonly { content: unknown }[]) => messages.map(({ content }) => content);

describe('reading a conversation', () => {
  it('shows the newest twenty, and where the others begin', async () => {
    const ports = await conversationOf(25);

    const { conversation, page } = await getSession(reader('jo'), 's1', ports);

    expect(conversation.messageCount).toBe(25);
    expect(textsOf(page.messages)).toEqual(Array.from({ length: 20 }, (_, index) => `m${24 - index}`));
    const rest = await listMessages('jo', 's1', { limit: 50, order: 'desc', cursor: page.nextCursor! }, ports);
    expect(textsOf(rest.messages)).toEqual(['m4', 'm3', 'm2', 'm1', 'm0']);
    expect(rest.nextCursor).toBeNull();
  });

  it('shows all of a short one', async () => {
    const { page } = await getSession(reader('jo'), 's1', await conversationOf(20));

    expect([page.messages.length, page.nextCursor]).toEqual([20, null]);
  });

  it.each(['getSession', 'listMessages'])('finds none of another person by %s', async (read) => {
    const ports = await conversationOf(1);
    const asked = { limit: 50, order: 'asc' } as const;

    const refused =
      read === 'getSession' ? getSession(reader('sam'), 's1', ports) : listMessages('sam', 's1', asked, ports);

    await expect(refused).rejects.toMatchObject({ code: 'SessionNotFound' });
  });

  it('shows the model it was set up with as it is now', async () => {
    const ports = await conversationOf(1);
    const configuration = ConversationConfiguration.parse({ selectedModel: { modelId: 'demo', status: 'Creating' } });
    await putSession('jo', 's1', { messages: [], configuration }, ports);
    const model = PublishedModel.parse({ ...ModelReady.example, status: 'InService' });
    await ports.models.learn({ modelId: 'demo', uid: model.uid, version: model.version, model });

    const { conversation } = await getSession(reader('jo'), 's1', ports);

    expect(conversation.configuration?.selectedModel).toMatchObject({ modelId: 'demo', status: 'InService' });
  });

  it('signs its images anew', async () => {
    const ports = inMemoryPorts();
    const s3_key = imageKey('jo', 's1', '01ky3m7r9t4v2c8q5h3n000001', 'png');
    const content = [
      { type: 'image_url', image_url: { url: 'https://old', s3_key } },
      { type: 'text', text: 'x' },
    ];
    await appendMessages('jo', 's1', { messages: [{ type: 'human', content }] }, ports);

    const { page } = await getSession(reader('jo'), 's1', ports);

    expect(page.messages[0]?.content).toEqual([
      { type: 'image_url', image_url: { url: `https://media.example.com/${s3_key}?signed`, s3_key } },
      { type: 'text', text: 'x' },
    ]);
  });
});

describe('paging through messages', () => {
  it.each(['asc', 'desc'] as const)('meets every message once in order %s', async (order) => {
    const ports = await conversationOf(23);
    const met: unknown[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listMessages('jo', 's1', { limit: 5, order, ...(cursor && { cursor }) }, ports);
      met.push(...textsOf(page.messages));
      cursor = page.nextCursor;
    } while (cursor);

    const expected = Array.from({ length: 23 }, (_, index) => `m${index}`);
    expect(met).toEqual(order === 'asc' ? expected : expected.reverse());
  });

  it('meets none twice while others are added', async () => {
    const ports = await conversationOf(4);
    const first = await listMessages('jo', 's1', { limit: 2, order: 'desc' }, ports);
    await appendMessages('jo', 's1', { messages: [{ type: 'ai', content: 'new' }] }, ports);

    const second = await listMessages('jo', 's1', { limit: 2, order: 'desc', cursor: first.nextCursor! }, ports);

    expect(textsOf([...first.messages, ...second.messages])).toEqual(['m3', 'm2', 'm1', 'm0']);
  });

  it('answers fewer when they are large', async () => {
    const ports = inMemoryPorts();
    const messages = Array.from({ length: 12 }, () => ({ type: 'human' as const, content: 'x'.repeat(370_000) }));
    for (const message of messages) await appendMessages('jo', 's1', { messages: [message] }, ports);

    const page = await listMessages('jo', 's1', { limit: 12, order: 'asc' }, ports);

    expect(page.messages.length).toBeLessThan(12);
    expect(page.nextCursor).not.toBeNull();
  });

  it('refuses a cursor that it never issued', async () => {
    const ports = await conversationOf(4);

    const refused = listMessages('jo', 's1', { limit: 2, order: 'desc', cursor: 'x' }, ports);

    await expect(refused).rejects.toMatchObject({ code: 'InvalidCursor', message: 'Invalid cursor' });
  });
});

describe('listing conversations', () => {
  it('shows one’s own, the last changed first', async () => {
    const ports = inMemoryPorts();
    for (const sessionId of ['s1', 's2', 's3']) {
      await appendMessages('jo', sessionId, { messages: [{ type: 'human', content: 'x' }] }, ports);
      ports.clock.advance(1);
    }
    await appendMessages('sam', 's4', { messages: [{ type: 'human', content: 'x' }] }, ports);
    await nameSession('jo', 's1', 'again', ports);

    expect((await listSessions('jo', ports)).map(({ sessionId }) => sessionId)).toEqual(['s1', 's3', 's2']);
  });
});

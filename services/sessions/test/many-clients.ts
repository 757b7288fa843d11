import { expect } from '@jest/globals';
import type { Ports } from '../src/ports.ts';
import { appendMessages } from '../src/use-cases/write-session.ts';

interface Crowd {
  readonly clients: number;
  /** Messages of each client, one after the other. */
  readonly each: number;
}

/** Clients that append to one conversation at the same time, each its own messages in order. */
export async function appendFromManyClients({ clients, each }: Crowd, owner: string, ports: Ports): Promise<void> {
  const client = async (name: number): Promise<void> => {
    for (let index = 0; index < each; index++)
      await appendMessages(owner, 's1', { messages: [{ type: 'human', content: `${name}:${index}` }] }, ports);
  };
  await Promise.all(Array.from({ length: clients }, (_, name) => client(name)));
}

/** Every message is there exactly once, in the order of its client, and their places have no gaps. */
export async function expectEachOnceInOrder({ clients, each }: Crowd, owner: string, ports: Ports): Promise<void> {
  const conversation = await ports.conversations.find(owner, 's1');
  const total = clients * each;
  const messages = conversation ? await ports.conversations.messages(conversation, 0, 10 * total) : [];
  expect(conversation?.messageCount).toBe(total);
  expect(messages.map(({ messageIndex }) => messageIndex)).toEqual(Array.from({ length: total }, (_, place) => place));
  for (let name = 0; name < clients; name++) {
    const theirs = messages.map(({ content }) => String(content)).filter((text) => text.startsWith(`${name}:`));
    expect(theirs).toEqual(Array.from({ length: each }, (_, index) => `${name}:${index}`));
  }
}

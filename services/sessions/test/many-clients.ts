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

/** What is wrong afterwards: every message has to be there once, in the order of its client, at places without gaps. */
export async function faultsAfter({ clients, each }: Crowd, owner: string, ports: Ports): Promise<string[]> {
  const conversation = await ports.conversations.find(owner, 's1');
  const total = clients * each;
  const messages = conversation ? await ports.conversations.messages(conversation, 0, 10 * total) : [];
  const texts = messages.map(({ content }) => (typeof content === 'string' ? content : 'not a text'));
  const wrongOrder = Array.from({ length: clients }, (_, name) => name).filter((name) => {
    const theirs = texts.filter((text) => text.startsWith(`${name}:`));
    return theirs.join() !== Array.from({ length: each }, (_, index) => `${name}:${index}`).join();
  });
  return [
    ...(conversation?.messageCount === total ? [] : [`counted ${conversation?.messageCount} of ${total} messages`]),
    ...(messages.length === total ? [] : [`stored ${messages.length} of ${total} messages`]),
    ...(messages.every(({ messageIndex }, place) => messageIndex === place) ? [] : ['places have gaps']),
    ...wrongOrder.map((name) => `messages of client ${name} are lost, doubled or out of order`),
  ];
}

import { describe, expect, it } from '@jest/globals';
import { wordsOf } from './chat-message.ts';
import type { ChatMessage } from './chat-message.ts';
import { Conversation } from './conversation.ts';
import type { ConversationPorts, StoredPage } from './conversation.ts';
import { defaultSettings } from './settings.ts';

const model = { modelId: 'demo', streams: true, readsImages: false, reasons: false };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
const said = (id: string, type: 'human' | 'ai' = 'human'): ChatMessage => ({ id, type, content: id });
const answer = (words: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: words }, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;
const stream = (body: BodyInit): Response => new Response(body, { headers: { 'content-type': 'text/event-stream' } });

interface Bench {
  readonly conversation: Conversation;
  readonly stored: ChatMessage[];
  readonly asked: unknown[];
}

function bench(replies: (() => Promise<Response>)[], pages: (StoredPage | undefined)[] = []): Bench {
  const stored: ChatMessage[] = [];
  const asked: unknown[] = [];
  let ids = 0;
  const texts = new Map<string, string>();
  const ports: ConversationPorts = {
    now: () => Date.now(),
    nextFrame: (run) => void setTimeout(run, 0),
    newId: () => `m${(ids += 1)}`,
    send: (body) => {
      asked.push(body);
      return replies.shift()?.() ?? Promise.reject(new Error('nobody answers'));
    },
    read: () => Promise.resolve(pages.shift()),
    append: ({ messages }) => Promise.resolve(void stored.push(...messages)),
    problemOf: () => ({ kind: 'later', words: '' }),
    keep: { read: (key) => texts.get(key), write: (key, text) => Boolean(texts.set(key, text)), keys: () => [] },
    later: () => () => undefined,
    wordsFor: String,
    stored: () => undefined,
  };
  return { conversation: new Conversation('s', defaultSettings, ports), stored, asked };
}
const shown = ({ conversation }: Bench): string[] => conversation.view().turns.map(({ message }) => wordsOf(message));

describe('a conversation', () => {
  it('stores the question at once and the answer when it is whole', async () => {
    const one = bench([() => Promise.resolve(stream(answer('Hello')))]);

    one.conversation.ask('Hi', model);
    expect(shown(one)).toEqual(['Hi']);
    await settled();

    expect(shown(one)).toEqual(['Hi', 'Hello']);
    expect(one.stored.map(({ type, content }) => [type, content])).toEqual([
      ['human', 'Hi'],
      ['ai', 'Hello'],
    ]);
    expect(one.conversation.view()).toMatchObject({ answering: undefined, failure: undefined });
  });

  it('keeps both versions of an edited question, and what followed each', async () => {
    const one = bench(['First', 'Second'].map((words) => () => Promise.resolve(stream(answer(words)))));
    one.conversation.ask('Hi', model);
    await settled();

    const [question] = one.conversation.view().turns;
    one.conversation.ask('Ho', model, question);
    await settled();
    expect(shown(one)).toEqual(['Ho', 'Second']);

    one.conversation.show(undefined, question?.versions[0] ?? '');
    expect(shown(one)).toEqual(['Hi', 'First']);
    expect(one.stored).toHaveLength(4);
  });

  it('asks again without the answer that is to be replaced', async () => {
    const one = bench(['First', 'Second'].map((words) => () => Promise.resolve(stream(answer(words)))));
    one.conversation.ask('Hi', model);
    await settled();

    one.conversation.answer(one.conversation.view().turns[0]?.message.id ?? '', model);
    await settled();

    expect(one.asked[1]).toMatchObject({ messages: [{ role: 'user', content: 'Hi' }] });
    expect(shown(one)).toEqual(['Hi', 'Second']);
    expect(one.conversation.view().turns[1]?.versions).toHaveLength(2);
  });

  it('keeps the question and says why when there is no answer', async () => {
    const one = bench([() => Promise.reject(new TypeError('Failed to fetch'))]);

    one.conversation.ask('Hi', model);
    await settled();

    expect(shown(one)).toEqual(['Hi']);
    expect(one.conversation.view().failure?.title).toBe('The connection was lost.');
  });

  it('keeps what came before Stop', async () => {
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(answer('Hel').split('data: [DONE]')[0] ?? '')),
    });
    const one = bench([() => Promise.resolve(stream(endless))]);
    one.conversation.ask('Hi', model);
    await settled();

    one.conversation.stop();
    await settled();

    expect(shown(one)).toEqual(['Hi', 'Hel']);
    expect(one.stored[1]?.metadata).toMatchObject({ ending: 'stopped' });
  });

  it('reads what is stored, earlier pages before it, and each message once', async () => {
    const page = (ids: string[], earlier?: string): StoredPage => ({
      messages: ids.map((id) => said(id)),
      earlier,
      settings: undefined,
      name: undefined,
    });
    const one = bench([], [page(['c', 'd'], 'more'), page(['a', 'b', 'c'])]);

    await one.conversation.open();
    await one.conversation.openEarlier();

    expect(shown(one)).toEqual(['a', 'b', 'c', 'd']);
    expect(one.conversation.view().earlier).toBeUndefined();
  });

  it('is missing if nobody knows it', async () => {
    const one = bench([], [undefined]);

    await one.conversation.open();

    expect(one.conversation.view().loading).toEqual({ name: 'missing' });
  });
});

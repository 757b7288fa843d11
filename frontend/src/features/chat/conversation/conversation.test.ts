import { describe, expect, it } from '@jest/globals';
import { wordsOf } from './chat-message.ts';
import type { ChatMessage } from './chat-message.ts';
import { Conversation } from './conversation.ts';
import type { ConversationPorts, StoredPage } from './conversation.ts';
import { defaultSettings } from './settings.ts';

const model = { modelId: 'demo', streams: true, readsImages: false, reasons: false, contextWindow: null };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
const said = (id: string, type: 'human' | 'ai' = 'human'): ChatMessage => ({ id, type, content: id });
const answer = (words: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: words }, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;
const stream = (body: BodyInit): Response => new Response(body, { headers: { 'content-type': 'text/event-stream' } });

interface Bench {
  readonly conversation: Conversation;
  readonly stored: ChatMessage[];
  readonly asked: unknown[];
  /** Models that summarised. */
  readonly compacted: string[];
}

function bench(replies: (() => Promise<Response>)[], pages: (StoredPage | undefined)[] = []): Bench {
  const stored: ChatMessage[] = [];
  const asked: unknown[] = [];
  const compacted: string[] = [];
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
    permitted: (settings) => settings,
    read: () => Promise.resolve(pages.shift()),
    append: ({ messages }) => Promise.resolve(void stored.push(...messages)),
    problemOf: () => ({ kind: 'later', words: '' }),
    keep: { read: (key) => texts.get(key), write: (key, text) => Boolean(texts.set(key, text)), keys: () => [] },
    later: () => () => undefined,
    compact: (modelId) => Promise.resolve(void compacted.push(modelId)),
    wordsFor: String,
    stored: () => undefined,
  };
  return { conversation: new Conversation('s', defaultSettings, ports), stored, asked, compacted };
}
const after = (id: string, parentId: string): ChatMessage => ({ ...said(id), metadata: { parentId } });
const page = (messages: (string | ChatMessage)[], earlier?: string): StoredPage => ({
  messages: messages.map((one) => (typeof one === 'string' ? said(one) : one)),
  earlier,
  settings: undefined,
  name: undefined,
});
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

describe('a conversation that becomes too long for its model', () => {
  const small = { ...model, contextWindow: 100 };
  const took = (tokens: number): string =>
    answer('Yes').replace('"choices"', `"usage":{"prompt_tokens":${tokens},"completion_tokens":0},"choices"`);
  const summary: ChatMessage = {
    ...said('sum'),
    type: 'summary',
    content: 'It was long.',
    metadata: { parentId: 'm2' },
  };
  const asksOnce = (tokens: number, pages: StoredPage[] = []) =>
    bench([() => Promise.resolve(stream(took(tokens))), () => Promise.resolve(stream(answer('On')))], pages);

  it.each([
    [74, []],
    [75, ['demo']],
  ])('is summarised, once its last answer is stored, if a turn took %i of 100 tokens: %j', async (tokens, by) => {
    const one = asksOnce(tokens);

    one.conversation.ask('Hi', small);
    await settled();

    expect(one.compacted).toEqual(by);
    expect(one.stored).toHaveLength(2);
  });

  it('is left alone if nobody knows how much the model reads', async () => {
    const one = asksOnce(75);

    one.conversation.ask('Hi', model);
    await settled();

    expect(one.compacted).toEqual([]);
  });

  it('goes on from the summary, and still shows everything', async () => {
    const one = asksOnce(75, [page([after('m1', ''), after('m2', 'm1'), summary])]);
    one.conversation.ask('Hi', small);
    await settled();

    one.conversation.ask('And then?', small);
    await settled();

    expect(shown(one)).toEqual(['Hi', 'Yes', 'It was long.', 'And then?', 'On']);
    expect(one.asked[1]).toMatchObject({
      messages: [
        { role: 'system', content: 'Summary of the conversation so far:\nIt was long.' },
        { role: 'user', content: 'And then?' },
      ],
    });
  });

  it('reads back to its summary when it is opened', async () => {
    const pages = [{ ...page(['c', 'd'], 'more'), isCompacted: true }, page(['a', summary], 'even more')];
    const one = bench([], pages);

    await one.conversation.open();

    expect(one.conversation.view().turns.map(({ message }) => message.id)).toEqual(['a', 'sum', 'c', 'd']);
    expect(one.conversation.view().earlier).toBe('even more');
  });
});

describe('a conversation that is open in another window', () => {
  it('shows what was added there', async () => {
    const one = bench([], [page(['a']), page(['a', 'b'])]);
    await one.conversation.open();

    await one.conversation.open();

    expect(shown(one)).toEqual(['a', 'b']);
    expect(one.conversation.view().elsewhere).toBeUndefined();
  });

  it('says so when both asked after the same message, and keeps both', async () => {
    const all = page(['a', after('m1', 'a'), after('m2', 'm1'), after('theirs', 'a')]);
    const one = bench([() => Promise.resolve(stream(answer('Mine')))], [page(['a']), all]);
    await one.conversation.open();
    one.conversation.ask('Hi', model);
    await settled();

    await one.conversation.open();

    expect(shown(one)).toEqual(['a', 'Hi', 'Mine']);
    expect(one.conversation.view()).toMatchObject({
      elsewhere: 'forked',
      turns: [{}, { versions: ['m1', 'theirs'] }, {}],
    });
  });

  it.each([
    ['all of it', undefined],
    ['a part of it', page(['b'])],
  ])('says that %s was deleted there, keeps what is shown, and stores it again when asked', async (_, left) => {
    const one = bench([], [page(['a', 'b']), left]);
    await one.conversation.open();

    await one.conversation.open();
    expect(one.conversation.view().elsewhere).toBe('deleted');
    expect(shown(one)).toEqual(['a', 'b']);
    one.conversation.storeAll();
    await settled();

    expect(one.stored.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(one.conversation.view().elsewhere).toBeUndefined();
  });

  it('stores all of it again with the next question', async () => {
    const one = bench([() => Promise.resolve(stream(answer('Yes')))], [page(['a']), undefined]);
    await one.conversation.open();
    await one.conversation.open();

    one.conversation.ask('Still there?', model);
    await settled();

    expect(one.stored.map(wordsOf)).toEqual(['a', 'Still there?', 'Yes']);
  });
});

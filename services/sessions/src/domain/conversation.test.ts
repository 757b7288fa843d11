import { describe, expect, it } from '@jest/globals';
import type { Message } from '@lisa/contracts/vocabulary/message';
import { begun, withAppended, withDetails, withHistory } from './conversation.ts';

const [t0, t1] = ['2026-11-21T14:00:00.000Z', '2026-11-21T14:05:00.000Z'];
const empty = begun({ owner: 'jo', sessionId: 's1', historyId: 'h1' }, t0);
const ai = (tokens: number): Message => ({ type: 'ai', content: 'x', usage: { promptTokens: tokens } });
const human: Message = { type: 'human', content: 'Hi' };
const summary: Message = { type: 'summary', content: 'In short' };

describe('appending to a conversation', () => {
  it('counts messages and tokens, and remembers what was said first', () => {
    const once = withAppended(empty, [human, ai(5)], { name: 'n' }, t1);
    const twice = withAppended(once, [{ ...human, content: 'More' }, ai(7)], {}, t1);

    expect(twice).toMatchObject({ messageCount: 4, totalTokensUsed: 12, tokensUsedSinceCompaction: 12 });
    expect(twice).toMatchObject({ firstHumanMessage: 'Hi', name: 'n', version: 2, createdAt: t0, changedAt: t1 });
  });

  it('begins to count anew at a summary', () => {
    const before = withAppended(empty, [human, ai(5)], {}, t1);
    const compacted = withAppended(before, [summary, ai(3)], {}, t1);

    expect(compacted).toMatchObject({ compactionMessageIndex: 2, tokensUsedSinceCompaction: 3, totalTokensUsed: 8 });
    expect(withAppended(compacted, [ai(2)], {}, t1)).toMatchObject({
      compactionMessageIndex: 2,
      tokensUsedSinceCompaction: 5,
    });
  });
});

describe('writing a conversation anew', () => {
  it('counts from the beginning and keeps what is not said in messages', () => {
    const named = withDetails(withAppended(empty, [human, ai(5), summary], {}, t0), { name: 'n' }, t0);

    const next = withHistory(named, { historyId: 'h2', sealedKey: 'k' }, [ai(9)], {}, t1);

    expect(next).toMatchObject({ historyId: 'h2', sealedKey: 'k', name: 'n', createdAt: t0, changedAt: t1 });
    expect(next).toMatchObject({ messageCount: 1, totalTokensUsed: 9, compactionMessageIndex: null, version: 3 });
    expect(next.firstHumanMessage).toBe('');
  });
});

describe('setting details', () => {
  it('keeps what is not said', () => {
    const named = withDetails(empty, { name: 'n' }, t1);

    expect(withDetails(named, { name: undefined, configuration: null }, t1)).toMatchObject({ name: 'n', version: 2 });
  });
});

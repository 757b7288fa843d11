import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { networkLost } from './failures.ts';
import { isFinal, step, stepAll, waitingSince } from './machine.ts';
import type { Answer } from './machine.ts';
import type { Signal } from './signals.ts';

const text = (words: string): Signal => ({ kind: 'text', text: words });
const reasoning = (words: string): Signal => ({ kind: 'reasoning', text: words });
const call = (index: number, id: string, name: string, args: string): Signal => ({
  kind: 'tool-call',
  index,
  id,
  name,
  args,
});
const after = (...signals: Signal[]): Answer => stepAll(waitingSince(0), signals, 5);

describe('an answer that arrives', () => {
  it('waits until something can be shown', () => {
    expect(after({ kind: 'guardrail' }, text('')).phase).toBe('waiting');
  });

  it('thinks, then writes, and knows how long it thought', () => {
    const thinking = step(waitingSince(0), reasoning('Hm.'), 10);
    const writing = step(thinking, text('Yes.'), 30);

    expect(thinking.phase).toBe('thinking');
    expect(writing).toMatchObject({ phase: 'writing', reasoning: 'Hm.', text: 'Yes.', firstAt: 10, thoughtUntil: 30 });
  });

  it('tells thoughts between think tags from the answer, wherever the tags are cut', () => {
    fc.assert(
      fc.property(fc.constantFrom('think', 'thinking'), fc.array(fc.nat(40), { maxLength: 8 }), (tag, cuts) => {
        const content = `\n<${tag}>1 < 2, a <b> is fine</${tag}>\n\nSo <think> it is.`;
        const edges = [...new Set([0, ...cuts, content.length])].sort((a, b) => a - b);
        const pieces = edges.map((edge, index) => text(content.slice(edge, edges[index + 1])));

        const answer = after(...pieces, { kind: 'end' });

        expect(answer.reasoning).toBe('1 < 2, a <b> is fine');
        expect(answer.text.trimStart()).toBe('So <think> it is.');
      }),
    );
  });

  it('keeps a text that only begins like a tag', () => {
    expect(after(text('<thi'), { kind: 'end' }).text).toBe('<thi');
    expect(after(text('<thi'), text('s> that')).text).toBe('<this> that');
  });

  it('puts tool calls together by their index', () => {
    const answer = after(
      call(1, 'b', 'find', ''),
      call(0, 'a', 'add', '{"x"'),
      call(1, '', '', '{}'),
      call(0, '', '', ':1}'),
    );

    expect(answer.phase).toBe('calling-tool');
    expect(answer.toolCalls).toEqual([
      { id: 'a', name: 'add', args: '{"x":1}' },
      { id: 'b', name: 'find', args: '{}' },
    ]);
  });
});

describe('the end of an answer', () => {
  it('is normal with [DONE]', () => {
    expect(after(text('Yes.'), { kind: 'end' })).toMatchObject({ phase: 'done', cut: false, endedAt: 5 });
  });

  it('is normal when a provider gives its reason and hangs up without [DONE]', () => {
    expect(after(text('Yes.'), { kind: 'finish', reason: 'stop' }, { kind: 'closed' }).cut).toBe(false);
  });

  it('is a cut when the connection closed in the middle; what came stays', () => {
    expect(after(text('Ye'), { kind: 'closed' })).toMatchObject({ phase: 'done', cut: true, text: 'Ye' });
  });

  it('keeps what came when it fails or is stopped', () => {
    const failed = after(text('Ye'), { kind: 'failure', failure: networkLost });

    expect(failed).toMatchObject({ phase: 'failed', text: 'Ye', failure: networkLost });
    expect(after(text('Ye'), { kind: 'stop' })).toMatchObject({ phase: 'stopped', text: 'Ye' });
  });
});

const signal: fc.Arbitrary<Signal> = fc.oneof(
  fc.string().map(text),
  fc.string().map(reasoning),
  fc.nat(3).map((index) => call(index, 'i', 'n', 'x')),
  fc.constantFrom<Signal>(
    { kind: 'guardrail' },
    { kind: 'end' },
    { kind: 'closed' },
    { kind: 'stop' },
    { kind: 'failure', failure: networkLost },
    { kind: 'finish', reason: 'stop' },
    { kind: 'usage', usage: { promptTokens: 1, completionTokens: 1, totalTokens: 2 } },
  ),
);

describe('any sequence of signals', () => {
  it('never loses a character and never leaves a final state', () => {
    fc.assert(
      fc.property(fc.array(signal), (signals) => {
        let answer = waitingSince(0);
        for (const one of signals) {
          const next = step(answer, one, 1);
          expect(next === answer || !isFinal(answer)).toBe(true);
          expect(next.text.startsWith(answer.text)).toBe(true);
          expect(next.reasoning.startsWith(answer.reasoning)).toBe(true);
          answer = next;
        }
        expect(answer.endedAt !== undefined).toBe(isFinal(answer));
      }),
    );
  });
});

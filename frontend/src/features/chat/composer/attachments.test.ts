import { describe, expect, it } from '@jest/globals';
import { largestQuestion, problemTogether, sizeInWords, textAttachment } from './attachments.ts';
import type { Attachment } from './attachments.ts';

const image: Attachment = {
  id: 'i',
  name: 'a.png',
  size: 1000,
  attached: { kind: 'image', name: 'a.png', url: 'data:image/png;base64,AA' },
  problem: '',
};

describe('attaching a text', () => {
  it('takes what fits into a question', () => {
    expect(textAttachment('1', 'a.md', 'Größe')).toMatchObject({ size: 7, problem: '', attached: { text: 'Größe' } });
  });

  it('says how large it is and how large it may be', () => {
    const { attached, problem } = textAttachment('1', 'big.log', 'x'.repeat(6 * 1024 * 1024));

    expect(attached).toBeUndefined();
    expect(problem).toContain('6.0 MB is more than one question can hold (340 KB)');
  });

  it('refuses what is no text', () => {
    expect(textAttachment('1', 'a.bin', 'a\0b').problem).toContain('not a text file');
  });
});

describe('sending attachments', () => {
  it('needs a model that reads images if there is one', () => {
    expect(problemTogether([image], '', true)).toBe('');
    expect(problemTogether([image], '', false)).toContain('cannot read images');
  });

  it('counts everything together', () => {
    const half = textAttachment('1', 'a', 'x'.repeat(largestQuestion / 2));

    expect(problemTogether([half], '', false)).toBe('');
    expect(problemTogether([half, half], 'and why?', false)).toContain('more than one question can hold');
  });

  it('waits until what cannot be sent is removed', () => {
    expect(problemTogether([textAttachment('1', 'a', '\0')], '', false)).toContain('Remove');
  });
});

describe('a size', () => {
  it.each([
    [12, '12 B'],
    [2048, '2 KB'],
    [1572864, '1.5 MB'],
  ])('%i is %s', (bytes, words) => {
    expect(sizeInWords(bytes)).toBe(words);
  });
});

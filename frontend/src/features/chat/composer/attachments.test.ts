import { describe, expect, it } from '@jest/globals';
import { largestQuestion, problemTogether, sizeInWords, textAttachment, withBeginning } from './attachments.ts';
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

  it('counts what is stored: quotation marks take two bytes', () => {
    expect(textAttachment('1', 'a.json', '"'.repeat(200_000)).problem).toContain('391 KB is more than');
  });

  it('offers its beginning, which fits with words beside it', () => {
    const all = textAttachment('1', 'big.log', '"line"\n'.repeat(100_000));

    const beginning = withBeginning(all);

    expect(beginning).toMatchObject({ id: '1', name: 'big.log (beginning)', problem: '' });
    expect(problemTogether([beginning], 'What went wrong here?', false)).toBe('');
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

  it('counts images apart from texts, and refuses too many of them', () => {
    const large = { ...image, attached: { ...image.attached, url: `data:image/png;base64,${'A'.repeat(2_000_000)}` } };

    expect(problemTogether([large as Attachment], 'x', true)).toBe('');
    expect(problemTogether([large, large, large] as Attachment[], 'x', true)).toContain('remove some of them');
  });

  it('waits for files that are being read', () => {
    expect(problemTogether([{ ...image, isReading: true }], '', true)).toContain('Wait');
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

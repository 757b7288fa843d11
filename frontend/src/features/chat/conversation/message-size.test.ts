import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChatMessage } from './chat-message.ts';
import { jsonBytes, shortened } from './message-size.ts';

const said = (content: ChatMessage['content']): ChatMessage => ({ id: 'a', type: 'human', content });
const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(5000)}` } };

describe('shortening a message', () => {
  it('leaves one that fits as it is', () => {
    expect(shortened(said('Hello'), 1000)).toEqual(said('Hello'));
  });

  it('keeps the beginning and says that something is missing', () => {
    const { content } = shortened(said('word '.repeat(1000)), 1000);

    expect(content).toMatch(/^(word ){50,}/);
    expect(content).toMatch(/\[The rest was too large to be stored\.\]$/);
  });

  it('cuts the long part and keeps the others, and tells of an image', () => {
    const parts = [{ type: 'text', text: 'x'.repeat(5000) }, image, { type: 'text', text: 'What is it?' }];

    const { content } = shortened(said(parts), 1000);

    expect(content).toEqual([
      { type: 'text', text: expect.stringContaining('[The rest was too large') },
      { type: 'text', text: '[An image that was too large to be stored.]' },
      { type: 'text', text: 'What is it?' },
    ]);
  });

  it('fits whatever was written', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 2000 }), { maxLength: 4 });
    fc.assert(
      fc.property(
        texts,
        fc.string({ unit: fc.constantFrom('"', '\n', 'ä', '😀'), maxLength: 4000 }),
        (all, thoughts) => {
          const parts = all.map((text) => ({ type: 'text', text }));
          expect(jsonBytes(shortened({ ...said(parts), reasoningContent: thoughts }, 1000))).toBeLessThanOrEqual(1000);
        },
      ),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { likelyHeight } from './likely-height.ts';

describe('guessing how high a message is', () => {
  it.each([
    ['one line', 'Hello', 64],
    ['a line that wraps twice', 'x'.repeat(200), 112],
    ['two paragraphs', 'One.\n\nTwo.', 100],
    ['code, which does not wrap', `\`\`\`ts\n${'x'.repeat(500)}\n\`\`\``, 134],
    ['a table, whose rule is no row', '| a |\n|---|\n| 1 |', 114],
  ])('takes %s', (_, text, height) => {
    expect(likelyHeight(text, 1280)).toBe(height);
  });

  it('wraps earlier on a phone', () => {
    expect(likelyHeight('x'.repeat(200), 390)).toBe(160);
  });
});

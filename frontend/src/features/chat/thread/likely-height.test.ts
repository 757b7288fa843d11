import { describe, expect, it } from '@jest/globals';
import { likelyHeight } from './likely-height.ts';

describe('guessing how high a message is', () => {
  it.each([
    ['one line', 'Hello', 56],
    ['a line that wraps twice', 'x'.repeat(200), 104],
    ['two paragraphs', 'One.\n\nTwo.', 92],
    ['code, which does not wrap', `\`\`\`ts\n${'x'.repeat(500)}\n\`\`\``, 117],
    ['a table, whose rule is no row', '| a |\n|---|\n| 1 |', 140],
    ['a list', '- one\n- two', 88],
  ])('takes %s', (_, text, height) => {
    expect(likelyHeight(text, 1280)).toBe(height);
  });

  it('wraps earlier on a phone', () => {
    expect(likelyHeight('x'.repeat(200), 390)).toBe(152);
  });
});

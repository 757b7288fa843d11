import { describe, expect, it } from '@jest/globals';
import { ModelId } from './ids.ts';

describe('naming a model', () => {
  it.each(['demo', 'GPT-5', 'us.anthropic.claude-v1:0', 'a@b', 'x'.repeat(128), '4o_mini'])('accepts %s', (name) => {
    expect(ModelId.safeParse(name).success).toBe(true);
  });

  it.each(['', 'a/b', 'a b', '.hidden', '..', '-x', 'a%2F', 'ä', 'a\n', 'a?b', 'x'.repeat(129)])(
    'refuses %j',
    (name) => {
      expect(ModelId.safeParse(name).success).toBe(false);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { env } from './env.ts';
import { jsonSetting } from './json-setting.ts';

const shape = z.object({ TABLE: z.string().min(1), LIMIT: z.coerce.number(), ROLES: jsonSetting(z.array(z.string())) });

describe('reading settings', () => {
  it('answers them with their types', () => {
    expect(env({ TABLE: 't', LIMIT: '7', ROLES: '["a"]', HOME: '/' }, shape)).toEqual({
      TABLE: 't',
      LIMIT: 7,
      ROLES: ['a'],
    });
  });

  it('names every variable that is missing or wrong', () => {
    const reading = () => env({ LIMIT: 'many', ROLES: '{' }, shape);

    expect(reading).toThrow(/^Wrong environment: TABLE: .*; LIMIT: .*; ROLES: is not JSON$/);
  });

  it('does not repeat a value, which may be a secret', () => {
    expect(() => env({ TABLE: 't', LIMIT: 'hunter2', ROLES: '"hunter2"' }, shape)).toThrow(/^(?!.*hunter2)/);
  });
});

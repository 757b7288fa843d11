import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { JsonLines } from './json-lines.ts';

function written(settings: { mostLines?: number; flushMs?: number }) {
  const writes: string[] = [];
  const lines = new JsonLines((text) => writes.push(text), settings);
  return { writes, lines };
}

describe('logging', () => {
  it('writes many lines at a time, one JSON object each', () => {
    const { writes, lines } = written({ mostLines: 3, flushMs: 60_000 });

    for (const n of [1, 2, 3, 4]) lines.log('INFO', 'said', { n, text: 'two\nlines' });

    expect(writes).toHaveLength(1);
    const objects = (writes[0] as string)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(objects).toMatchObject([1, 2, 3].map((n) => ({ level: 'INFO', message: 'said', n, text: 'two\nlines' })));
    lines.close();
    expect(writes).toHaveLength(2);
  });

  it('does not let a warning wait', () => {
    const { writes, lines } = written({ flushMs: 60_000 });

    lines.log('WARN', 'look');

    expect(writes).toHaveLength(1);
    lines.close();
  });

  it('lets no line wait longer than told', async () => {
    const { writes, lines } = written({ flushMs: 20 });

    lines.log('INFO', 'said');
    await pause(60);

    expect(writes).toHaveLength(1);
    lines.close();
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('holding a lock', () => {
  it('keeps everyone else waiting', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await sleep(20);
      inside--;
    };

    await Promise.all([1, 2, 3].map(() => withLock(join(folder, 'x.lock'), work)));

    expect(most).toBe(1);
  });

  it('ends when the work fails, and leaves nothing behind', async () => {
    await expect(withLock(join(folder, 'x.lock'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a lock whose owner has died', () => {
  it('is taken over', async () => {
    const { pid } = spawnSync('/bin/sh', ['-c', 'exit 0']);
    await writeFile(join(folder, 'x.lock'), String(pid));

    await expect(withLock(join(folder, 'x.lock'), () => Promise.resolve('mine'))).resolves.toBe('mine');
  });
});

import { describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup, spawnGroup, stopGroup } from './process-group.ts';

/** Whether a process runs; one that ended but was not yet collected by its parent does not. */
const isAlive = (pid: number): boolean => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
};

const untilGone = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 50 && isAlive(pid); tries++) await sleep(50);
  return !isAlive(pid);
};

/** Starts a shell that starts a sleeper, and reads the sleeper's pid. */
const startFamily = async (): Promise<{ head: ReturnType<typeof spawnGroup>; sleeper: number }> => {
  const head = spawnGroup('/bin/sh', ['-c', 'sleep 60 & echo $!; wait'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(head.stdout!, 'data')) as [Buffer];
  return { head, sleeper: Number(line.toString()) };
};

describe('stopping a group', () => {
  it('ends what its head started, too', async () => {
    const { head, sleeper } = await startFamily();

    await stopGroup(head, 5000);

    expect(await untilGone(sleeper)).toBe(true);
  });

  it('loses patience with a program that ignores SIGTERM', async () => {
    const stubborn = spawnGroup('/bin/sh', ['-c', "trap '' TERM; echo ready; while :; do sleep 1; done"], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(stubborn.stdout!, 'data');

    await stopGroup(stubborn, 200);

    expect(stubborn.signalCode).toBe('SIGKILL');
  });

  it('returns at once when it has ended already', async () => {
    const done = spawnGroup('/bin/sh', ['-c', 'exit 0'], { stdio: 'ignore' });
    await once(done, 'exit');

    await expect(stopGroup(done, 5000)).resolves.toBeUndefined();
  });
});

describe('a head that dies', () => {
  it('takes its group with it', async () => {
    const { head, sleeper } = await startFamily();

    process.kill(head.pid!, 'SIGKILL');

    expect(await untilGone(sleeper)).toBe(true);
  });
});

describe('a parent that is killed', () => {
  it('leaves no child behind', async () => {
    const code = `import { spawnGroup } from '${join(import.meta.dirname, 'process-group.ts')}';
      console.log(spawnGroup('sleep', ['60'], { stdio: 'ignore' }).pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];

    parent.kill('SIGKILL');

    expect(await untilGone(Number(line.toString()))).toBe(true);
  });
});

describe('signalling a group that is gone', () => {
  it('is no error', async () => {
    const done = spawnGroup('/bin/sh', ['-c', 'exit 0'], { stdio: 'ignore' });
    await once(done, 'exit');

    expect(() => signalGroup(done.pid!, 'SIGTERM')).not.toThrow();
  });
});

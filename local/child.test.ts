import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inheritedEnvironment } from './inherited-environment.ts';
import { startChild, untilReady, type Child } from './child.ts';

let home: string;
const children: Child[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'child-'));
});

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.stop(100)));
  await rm(home, { recursive: true, force: true });
});

const startShell = async (script: string): Promise<Child> => {
  const child = await startChild({
    name: 'demo',
    file: '/bin/sh',
    args: ['-c', script],
    env: inheritedEnvironment(),
    home,
  });
  children.push(child);
  return child;
};

describe('starting a program', () => {
  it('appends what it prints to its log', async () => {
    for (const word of ['first', 'second']) await (await startShell(`echo ${word}; echo ${word} >&2`)).died;

    expect(await readFile(join(home, 'logs/demo.log'), 'utf8')).toBe('first\nfirst\nsecond\nsecond\n');
  });

  it('says which program could not be started', async () => {
    const start = startChild({ name: 'demo', file: '/nowhere/program', args: [], env: {}, home });

    await expect(start).rejects.toThrow(/Cannot start demo \(\/nowhere\/program\): .*ENOENT/);
  });
});

describe('a program that dies', () => {
  it('is named with its exit code, its own last lines and its log', async () => {
    await (
      await startShell('echo of an earlier run')
    ).died;
    const error = await (await startShell('echo no room left; exit 3')).died;

    expect(error.message).toMatch(/^demo ended with exit code 3\..*demo\.log\):\nno room left$/s);
  });

  it('is not waited for', async () => {
    const child = await startShell('exit 4');

    await expect(untilReady(child, () => Promise.resolve(false), 10_000)).rejects.toThrow(
      'demo ended with exit code 4',
    );
  });
});

describe('waiting for a program', () => {
  it('ends when it is ready, although it first cannot be asked', async () => {
    const child = await startShell('sleep 60');
    let asked = 0;

    await untilReady(child, () => (++asked < 3 ? Promise.reject(new Error('refused')) : Promise.resolve(true)), 10_000);

    expect(asked).toBe(3);
  });

  it('stops one that never gets ready, and names its log', async () => {
    const child = await startShell('sleep 60');

    await expect(untilReady(child, () => Promise.resolve(false), 200)).rejects.toThrow(
      `demo did not answer within 0.2 s: see ${child.logFile}`,
    );
    expect(() => process.kill(child.pid, 0)).toThrow('ESRCH');
  });
});

describe('stopping a program', () => {
  it('is not a death', async () => {
    const child = await startShell('sleep 60');
    let died = false;
    void child.died.then(() => (died = true));

    await child.stop();

    expect(died).toBe(false);
    expect(() => process.kill(child.pid, 0)).toThrow('ESRCH');
  });
});

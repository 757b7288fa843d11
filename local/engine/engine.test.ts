import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createEngine, type Engine } from './engine.ts';
import type { ImageCommands } from './image-commands.ts';

const WEB = '000000000000.dkr.ecr.us-east-1.amazonaws.com/demo/web@sha256:0123';
const images: ImageCommands = {
  'demo/web': ({ cmd, env, ip, labels }) => ({
    file: '/bin/sh',
    args: [
      '-c',
      `echo "$HOST ${ip} $SIDE $ADDED ${env['WORD']} ${labels['color']} ${cmd.join('+')}"; echo oops >&2; exec sleep 60`,
    ],
    env: { ADDED: 'added' },
  }),
  'demo/once': () => ({ file: '/bin/sh', args: ['-c', 'exit 7'] }),
  'demo/broken': () => ({ file: '/nowhere/program', args: [] }),
};
let home: string;
let engine: Engine;
const told: string[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'engine-'));
  engine = await createEngine({
    socket: join(home, 'e.sock'),
    images,
    subnet: '127.9.9',
    log: (line) => told.push(line),
    logDir: join(home, 'logs'),
  });
});

afterEach(async () => {
  await engine.close();
  await rm(home, { recursive: true, force: true });
});

const send = async (
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; raw: Buffer; json: unknown }> => {
  const sent = request({ socketPath: join(home, 'e.sock'), method, path: `/v1.44${path}`, agent: false });
  sent.end(body && JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const raw = await buffer(answer);
  const isJson = answer.headers['content-type'] === 'application/json' && raw.length > 0;
  return { status: answer.statusCode ?? 0, raw, json: isJson ? JSON.parse(raw.toString()) : undefined };
};

const create = async (name: string, spec: object = {}, task = 'one'): Promise<string> => {
  const labels = { 'com.amazonaws.ecs.task-arn': task, color: 'blue' };
  const { json } = await send('POST', `/containers/create?name=${name}`, { Image: WEB, Labels: labels, ...spec });
  return (json as { Id: string }).Id;
};
const inspect = async (
  id: string,
): Promise<{ State: { Status: string; ExitCode: number }; NetworkSettings: { IPAddress: string } }> =>
  (await send('GET', `/containers/${id}/json`)).json as Awaited<ReturnType<typeof inspect>>;
const output = async (id: string): Promise<string> => {
  for (;;) {
    const { raw } = await send('GET', `/containers/${id}/logs?stdout=1&stderr=1`);
    if (raw.includes('oops')) return raw.toString();
  }
};

describe('a container', () => {
  it('is created, runs its local command, shows its output and stops', async () => {
    const id = await create('web', { Env: ['WORD=a=b', 'SIDE=http://localhost:4000/x'], Cmd: ['serve', 'now'] });
    expect((await inspect(id)).State.Status).toBe('created');

    expect((await send('POST', `/containers/${id}/start`)).status).toBe(204);
    expect(await output(id)).toContain('127.9.9.2 127.9.9.2 http://127.9.9.2:4000/x added a=b blue serve+now\n');
    expect((await inspect('web')).State.Status).toBe('running');

    await send('POST', `/containers/${id}/stop?t=5`);
    expect((await inspect(id)).State).toMatchObject({ Status: 'exited', ExitCode: 143 });
    expect(await readFile(join(home, 'logs/web.log'), 'utf8')).toContain('oops\n');

    expect((await send('DELETE', `/containers/${id}`)).status).toBe(204);
    expect((await send('GET', `/containers/${id}/json`)).status).toBe(404);
  });

  it('frames its output as Docker does, stdout apart from stderr', async () => {
    const id = await create('framed');
    await send('POST', `/containers/${id}/start`);
    await output(id);

    const { raw } = await send('GET', `/containers/${id}/logs`);
    const streams: [stream: number, text: string][] = [];
    for (let at = 0; at < raw.length; at += 8 + raw.readUInt32BE(at + 4)) {
      streams.push([raw[at] ?? 0, raw.subarray(at + 8, at + 8 + raw.readUInt32BE(at + 4)).toString()]);
    }

    expect(streams).toContainEqual([2, 'oops\n']);
    expect(streams).toContainEqual([1, expect.stringContaining('127.9.9.2')]);
  });

  it('is followed until its end', async () => {
    const id = await create('followed');
    await send('POST', `/containers/${id}/start`);
    const followed = send('GET', `/containers/${id}/logs?follow=1&stdout=1`);
    const waited = send('POST', `/containers/${id}/wait`);
    await output(id);

    await send('POST', `/containers/${id}/kill`);

    expect((await followed).raw.toString()).toContain('oops');
    expect((await waited).json).toEqual({ StatusCode: 137 });
  });

  it('reports the exit code of its program', async () => {
    const id = await create('once', { Image: 'demo/once:1.2' });
    const waited = send('POST', `/containers/${id}/wait`);
    await send('POST', `/containers/${id}/start`);

    expect((await waited).json).toEqual({ StatusCode: 7 });
    expect(told).toContain('once ended with exit code 7');
  });

  it('whose program cannot be started exits with 127 and says why', async () => {
    const id = await create('broken', { Image: 'demo/broken' });
    await send('POST', `/containers/${id}/start`);
    await send('POST', `/containers/${id}/wait`);

    expect((await inspect(id)).State.ExitCode).toBe(127);
    expect((await send('GET', `/containers/${id}/logs`)).raw.toString()).toContain('cannot start /nowhere/program');
  });
});

describe('the containers of one task', () => {
  it('share an address, which no other task has until they are gone', async () => {
    const [web, side, other] = [await create('web'), await create('side'), await create('other', {}, 'two')];
    const addressOf = async (id: string): Promise<string> => (await inspect(id)).NetworkSettings.IPAddress;
    expect([await addressOf(web), await addressOf(side), await addressOf(other)]).toEqual([
      '127.9.9.2',
      '127.9.9.2',
      '127.9.9.3',
    ]);

    for (const id of [web, side]) await send('DELETE', `/containers/${id}`);

    expect(await addressOf(await create('next', {}, 'three'))).toBe('127.9.9.2');
  });
});

describe('listing containers', () => {
  it('filters by label, and shows stopped ones only when asked', async () => {
    await send('POST', `/containers/${await create('up')}/start`);
    await create('down');
    const names = async (query: string): Promise<string[]> =>
      ((await send('GET', `/containers/json?${query}`)).json as { Names: string[] }[]).map(
        ({ Names }) => Names[0] ?? '',
      );
    const filter = (label: string): string => `filters=${encodeURIComponent(JSON.stringify({ label: [label] }))}`;

    expect(await names('')).toEqual(['/up']);
    expect(await names(`all=1&${filter('color=blue')}`)).toEqual(['/up', '/down']);
    expect(await names(`all=1&${filter('color=red')}`)).toEqual([]);
  });
});

describe('an image without a local command', () => {
  it('cannot be pulled, inspected or run', async () => {
    expect((await send('POST', '/images/create?fromImage=other/web&tag=1')).status).toBe(404);
    expect((await send('GET', '/images/other%2Fweb/json')).status).toBe(404);
    expect(await send('POST', '/containers/create?name=x', { Image: 'other/web' })).toMatchObject({
      status: 404,
      json: { message: "pull access denied for other/web, repository does not exist or may require 'docker login'" },
    });
  });
});

describe('closing the engine', () => {
  it('stops every container', async () => {
    const id = await create('last');
    await send('POST', `/containers/${id}/start`);
    const [container] = engine.containers();

    await engine.close();

    expect(container?.status).toBe('exited');
  });
});

describe('a home folder too deep for a socket', () => {
  it('is refused with what to do', async () => {
    const options = { images, subnet: '127.9.9', log: () => {}, logDir: home };
    const deep = createEngine({ ...options, socket: join(home, 'x'.repeat(100), 'e.sock') });

    await expect(deep).rejects.toThrow(/is too long: choose a shorter home folder/);
  });
});

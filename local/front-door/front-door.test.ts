import { afterEach, describe, expect, it } from '@jest/globals';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFrontDoor } from './front-door.ts';
import { startBackend } from './testing/backend.ts';
import { startFakeEmulator } from './testing/fake-emulator.ts';
import { keepsItsPromises } from './testing/suite.ts';

const quiet = { port: 0, stage: 'local', log: () => undefined };

keepsItsPromises('a fake emulator', async () => {
  const backend = await startBackend();
  const emulator = await startFakeEmulator(backend.port);
  const door = await startFrontDoor({ ...quiet, emulator: emulator.url, apiId: () => 'lisalocal' });
  return {
    url: door.url,
    backend,
    declareLate: async () => emulator.declareLate(),
    release: async () => emulator.release(),
    close: async () => void (await Promise.all([door.close(), emulator.close(), backend.close()])),
  };
});

describe('opening and closing the front door', () => {
  const toClose: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const { close } of toClose.splice(0)) await close();
  });

  const open = async (apiId: string | undefined) => {
    const backend = await startBackend();
    const emulator = await startFakeEmulator(backend.port);
    const door = await startFrontDoor({ ...quiet, emulator: emulator.url, apiId: () => apiId });
    toClose.push(backend, emulator);
    return { emulator, door };
  };

  it('asks to come back while nothing is deployed', async () => {
    const { door } = await open(undefined);
    toClose.push(door);

    const reply = await fetch(`${door.url}/local/things`);

    expect([reply.status, reply.headers.get('retry-after'), await reply.json()]).toEqual([
      503,
      '1',
      {
        error: 'Service Unavailable',
        message: 'Stage local of the REST API is not deployed yet: deploy shared/platform',
      },
    ]);
  });

  it.each(['/local/things', '/v1/models'])(
    'asks to come back while the emulator is away, a body included: %s',
    async (path) => {
      const { door, emulator } = await open('lisalocal');
      toClose.push(door);
      expect((await fetch(`${door.url}/local/things`)).status).toBe(200);
      await emulator.close();
      toClose.splice(toClose.indexOf(emulator), 1);

      const reply = await fetch(`${door.url}${path}`, { method: 'POST', body: 'x'.repeat(100_000) });

      expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await reply.json()).toMatchObject({
        error: 'Service Unavailable',
        message: expect.stringContaining('does not answer'),
      });
    },
  );

  it('closes within a second though a stream is running', async () => {
    const { door } = await open('lisalocal');
    const cut = new Promise((resolve) =>
      get(`${door.url}/v1/sse?events=1000&ms=50`, (response) => response.on('error', resolve).resume()),
    );
    await sleep(200);

    const start = performance.now();
    await door.close();

    expect(performance.now() - start).toBeLessThan(1_000);
    expect(await cut).toMatchObject({ code: 'ECONNRESET' });
    await expect(fetch(door.url)).rejects.toThrow('fetch failed');
  });

  it('says when its port is taken', async () => {
    const { door } = await open('lisalocal');
    toClose.push(door);

    await expect(
      startFrontDoor({
        ...quiet,
        port: Number(new URL(door.url).port),
        emulator: 'http://127.0.0.1:1',
        apiId: () => undefined,
      }),
    ).rejects.toThrow('EADDRINUSE');
  });
});

import { Agent, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { serve } from './serve.ts';
import type { Gateway } from './serve.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function aGateway(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  maxInFlight = 10,
): Promise<Gateway> {
  const gateway = await serve(
    { host: '127.0.0.1', port: 0, keepAliveMs: 5_000, maxInFlight },
    {
      handle,
      shed: (_, response) => void response.writeHead(503).end('full'),
      malformed: (status) => JSON.stringify({ status }),
    },
  );
  cleanUps.push(() => gateway.drain(0, 0));
  return gateway;
}

interface Got {
  readonly status: number;
  readonly text: string;
  readonly connection: string | undefined;
}

function get(port: number, agent: Agent | false = false): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, agent }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, connection: response.headers.connection }),
      );
    });
    request.on('error', reject).end();
  });
}

describe('serving', () => {
  it('answers beyond its room at once, and has room again afterwards', async () => {
    const { port } = await aGateway((_, response) => void setTimeout(() => response.end('done'), 100), 2);

    const all = await Promise.all([1, 2, 3].map(() => get(port)));

    expect(all.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(all.filter(({ status }) => status === 503)).toHaveLength(1);
    expect((await get(port)).status).toBe(200);
  });

  it('says in words when its port is taken', async () => {
    const { port } = await aGateway((_, response) => void response.end());

    const second = serve(
      { host: '127.0.0.1', port, keepAliveMs: 1_000, maxInFlight: 1 },
      { handle: () => undefined, shed: () => undefined, malformed: () => '' },
    );

    await expect(second).rejects.toThrow('EADDRINUSE');
  });

  it('answers what is not HTTP with a body and ends the connection', async () => {
    const { port } = await aGateway(() => undefined);
    const socket = connect(port, '127.0.0.1');

    const answer = await new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('close', () => resolve(text));
      socket.write('NONSENSE\r\n\r\n');
    });

    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer.endsWith('{"status":400}')).toBe(true);
  });
});

describe('draining', () => {
  it('lets what is in flight end, answers what still comes during the grace, then accepts nobody', async () => {
    const gateway = await aGateway((_, response) => void setTimeout(() => response.end('done'), 300));
    const agent = new Agent({ keepAlive: true });
    cleanUps.push(() => agent.destroy());
    const early = get(gateway.port, agent);
    await pause(30);

    const drained = gateway.drain(100, 5_000);
    const late = get(gateway.port);
    await pause(30);

    expect(gateway.draining).toBe(true);
    expect(await early).toMatchObject({ status: 200, text: 'done' });
    expect(await late).toMatchObject({ status: 200, connection: 'close' });
    await drained;
    await expect(get(gateway.port)).rejects.toThrow('ECONNREFUSED');
    expect(gateway.inFlight).toBe(0);
  });

  it('cuts what does not end in time', async () => {
    const gateway = await aGateway((_, response) => void response.write('never ends'));
    const hanging = get(gateway.port);
    hanging.catch(() => undefined);
    await pause(30);

    await gateway.drain(0, 100);

    await expect(hanging).rejects.toThrow('aborted');
  });

  it('waits for nobody when nobody is connected', async () => {
    const gateway = await aGateway((_, response) => void response.end());
    const startedAt = performance.now();

    await gateway.drain(5_000, 5_000);

    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

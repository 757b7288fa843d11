import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Deadlines } from './deadlines.ts';
import { BodyTooLarge, BodyTooSlow, readBody, requestIdOf, RequestAborted } from './receive.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A server that reads bodies up to 1,000 bytes, and what came of it. */
async function aReader(): Promise<{ port: number; results: unknown[] }> {
  const results: unknown[] = [];
  const deadlines = new Deadlines(20);
  const server = createServer((request, response) => {
    readBody(request, { bytes: 1_000, ms: 300 }, deadlines)
      .then((body) => results.push(body.toString()))
      .catch((error: unknown) => results.push(error))
      .finally(() => response.end('heard'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => deadlines.stop());
  cleanUps.push(() => (server.closeAllConnections(), server.close()));
  return { port: (server.address() as AddressInfo).port, results };
}

function post(port: number, body: string, headers: RequestOptions['headers'] = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
    });
    request.on('error', reject).end(body);
  });
}

const eventually = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !holds(); i += 1) await pause(5);
  expect(holds()).toBe(true);
};

describe('reading a body', () => {
  it.each([
    ['nothing', ''],
    ['what is exactly at the limit', 'x'.repeat(1_000)],
  ])('gives %s whole', async (_, body) => {
    const { port, results } = await aReader();

    await post(port, body);

    expect(results).toEqual([body]);
  });

  it.each([
    ['announced', {}],
    ['not announced', { 'transfer-encoding': 'chunked' }],
  ])('refuses one byte more, %s, and the refusal is heard', async (_, headers) => {
    const { port, results } = await aReader();

    const heard = await post(port, 'x'.repeat(1_001), headers);

    expect(heard).toBe('heard');
    expect(results).toEqual([expect.any(BodyTooLarge)]);
  });

  it('cuts a connection that goes on sending far beyond the limit', async () => {
    const { port, results } = await aReader();
    const socket = connect(port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\n');

    const timer = setInterval(() => socket.write('x'.repeat(1_000)), 2);
    await closed;
    clearInterval(timer);

    expect(results).toEqual([expect.any(BodyTooLarge)]);
  });

  it('does not wait longer than told for a body that trickles in', async () => {
    const { port, results } = await aReader();
    const socket = connect(port, '127.0.0.1');
    cleanUps.push(() => socket.destroy());
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n');
    const trickle = setInterval(() => socket.write('x'), 20);
    cleanUps.push(() => clearInterval(trickle));

    await eventually(() => results.length === 1);

    expect(results).toEqual([expect.any(BodyTooSlow)]);
  });

  it('notices a client that goes away amid its body', async () => {
    const { port, results } = await aReader();
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc');
    await pause(30);

    socket.destroy();

    await eventually(() => results.length === 1);
    expect(results).toEqual([expect.any(RequestAborted)]);
  });
});

describe('the id of a request', () => {
  const idOf = (given?: string) => requestIdOf({ headers: { 'x-request-id': given } } as unknown as IncomingMessage);

  it('is the caller’s own where it is harmless', () => {
    expect(idOf('trace_01.AB-9')).toBe('trace_01.AB-9');
  });

  it.each(['', 'short', 'has space in it', 'new\nline-injected', 'x'.repeat(129), '{"json":"injected"}'])(
    'is a new one instead of %j',
    (given) => {
      expect(idOf(given)).toMatch(/^req_[0-9a-f]{24}$/);
    },
  );

  it('is never the same twice', () => {
    const ids = new Set(Array.from({ length: 2_000 }, () => idOf()));

    expect(ids.size).toBe(2_000);
  });
});

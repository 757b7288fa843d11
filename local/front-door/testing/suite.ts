import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend } from './backend.ts';
import { askFor, refused, timed, until } from './client.ts';
import type { Ask } from './client.ts';

/** A front door before an emulator on which this API is deployed: fake or real, they must look the same from outside. */
export interface World {
  /** Of the front door, without a slash at the end. */
  readonly url: string;
  readonly backend: Backend;
  /** Declares GET /late without releasing it. */
  declareLate(): Promise<void>;
  release(): Promise<void>;
  close(): Promise<void>;
}

const megabyte = 1024 * 1024;
const known = { headers: { Authorization: 'good' } };

/** What every front door promises, whatever stands behind it. */
export function keepsItsPromises(emulator: string, open: () => Promise<World>): void {
  describe(`the front door before ${emulator}`, () => {
    let opened: World | undefined;
    const world = (): World => {
      if (!opened) throw new Error('The world did not open');
      return opened;
    };
    beforeAll(async () => void (opened = await open()), 120_000);
    afterAll(() => opened?.close());

    const ask: Ask = (path, options, body) => askFor(`${world().url}${path}`, options, body);

    describe('asked for a path', () => {
      findsWhatIsDeployed(ask, world);
    });
    describe('before a function', () => {
      servesFunctions(ask, world);
    });
    describe('before a load balancer', () => {
      servesLoadBalancers(ask, world);
    });
    describe('asked who may pass', () => {
      asksTheAuthorizer(ask);
    });
    describe('held to its limits', () => {
      refusesTooMuch(ask);
    });
    describe('kept waiting', () => {
      keepsDeadlines(ask, world);
    });
    describe('streaming', () => {
      streams(ask, world);
    });
  });
}

function findsWhatIsDeployed(ask: Ask, world: () => World): void {
  it('leads / to the stage', async () => {
    expect(await ask('/')).toMatchObject({ status: 302, headers: { location: '/local/' } });
  });

  it('knows nothing outside', async () => {
    expect(refused(await ask('/models'))).toEqual([404, 'Not Found', '*']);
  });

  it.each([
    ['POST', '/local/nothing/here'],
    ['GET', '/local/v1'],
  ])('answers 403 to %s %s, which nobody declared', async (method, path) => {
    const reply = await ask(path, { method });

    expect(refused(reply)).toEqual([403, 'Forbidden', '*']);
    expect(JSON.parse(reply.text)).toEqual({ error: 'Forbidden', message: 'Missing Authentication Token' });
  });

  it('serves a route once it is released, within a second', async () => {
    await world().declareLate();
    expect((await ask('/local/late')).status).toBe(403);

    await world().release();

    await sleep(900);
    expect((await ask('/local/late')).status).toBe(200);
  });
}

function servesFunctions(ask: Ask, world: () => World): void {
  it('hands the request on as it is', async () => {
    const options = { method: 'PATCH', headers: { 'X-One': '1', 'Content-Type': 'text/plain' } };
    const { status, text } = await ask('/local/things?a=1&b=%20&a=2', options, Buffer.from('hello'));

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      httpMethod: 'PATCH',
      path: '/things',
      multiValueQueryStringParameters: { a: ['1', '2'] },
      headers: { 'x-one': '1', 'x-forwarded-host': new URL(world().url).host },
    });
  });

  it('follows no redirect and keeps every cookie', async () => {
    const headers = { location: '/elsewhere', 'set-cookie': ['a=1', 'b=2'] };
    expect(await ask('/local/things/moved', known)).toMatchObject({ status: 302, headers });
  });

  it('tells nothing of why a function failed', async () => {
    const reply = await ask('/local/things/boom', known);

    expect(refused(reply)).toEqual([502, 'Internal Server Error', '*']);
    expect(reply.text).not.toContain('kaput');
  });

  it('answers a preflight with the headers of the deployed method', async () => {
    const { status, headers } = await ask('/local/things/1', { method: 'OPTIONS', headers: { Origin: 'http://site' } });

    expect(status).toBe(204);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET,POST' });
  });
}

function servesLoadBalancers(ask: Ask, world: () => World): void {
  const asSent = '/v1/a%2Fb/?x=%20&y=1+2';

  it.each([asSent, `/local${asSent}`])('hands on path, query and who asked: %s', async (path) => {
    const headers = { 'X-Forwarded-For': '9.9.9.9', Connection: 'x-hop', 'X-Hop': '1' };
    const reply = await ask(path, { headers });

    expect(reply).toMatchObject({ status: 201, headers: { 'set-cookie': ['a=1', 'b=2'] } });
    const seen = JSON.parse(reply.text);
    expect(seen).toMatchObject({
      url: asSent,
      headers: {
        host: expect.stringMatching(/elb\.amazonaws\.com$/),
        'x-forwarded-host': new URL(world().url).host,
        'x-forwarded-for': expect.stringMatching(/^9\.9\.9\.9, 127\.0\.0\.1/),
      },
    });
    expect(seen.headers).not.toHaveProperty('x-hop');
  });

  it.each(['/health', '/local/health'])('leads %s to the target, not to the emulator', async (path) => {
    const reply = await ask(path);
    expect([reply.status, JSON.parse(reply.text).url]).toEqual([201, '/health']);
  });

  it('hands a body on, and HEAD without one', async () => {
    const { text } = await ask('/v1/files', { method: 'POST' }, Buffer.alloc(6 * megabyte));

    expect(JSON.parse(text)).toMatchObject({ method: 'POST', bytes: 6 * megabyte });
    expect(await ask('/v1/files', { method: 'HEAD' })).toMatchObject({ status: 201, text: '' });
  });
}

function asksTheAuthorizer(ask: Ask): void {
  it.each([
    [undefined, 401, 'Unauthorized'],
    ['none', 401, 'Unauthorized'],
    ['deny', 403, 'Forbidden'],
  ])('refuses the token %s', async (token, status, error) => {
    const headers = token === undefined ? {} : { Authorization: token };
    expect(refused(await ask('/local/mcp/s1/mcp', { headers }))).toEqual([status, error, '*']);
  });

  it('lets the allowed pass and says who they are, whatever they claim', async () => {
    const headers = { Authorization: 'good', 'x-caller': 'root' };
    const { text } = await ask('/local/mcp/s1/mcp', { headers });

    expect(JSON.parse(text)).toMatchObject({
      url: '/mcp/s1/mcp',
      headers: { 'x-caller': 'ann', authorization: 'good' },
    });
  });
}

function refusesTooMuch(ask: Ask): void {
  it.each([
    ['a NUL byte in the path', '/local/things%00', 400, 'Bad Request'],
    ['a NUL byte in the query', '/local/things?a=%00', 400, 'Bad Request'],
  ])('refuses %s', async (_, path, status, error) => {
    expect(refused(await ask(path))).toEqual([status, error, '*']);
  });

  it.each([11_000, 70_000])('refuses %d bytes of headers', async (bytes) => {
    const reply = await ask('/local/things', { headers: { 'X-Long': 'x'.repeat(bytes) } });
    expect(refused(reply)).toEqual([431, 'Request Header Fields Too Large', '*']);
  });

  it.each([
    ['4 MB before a function', '/local/things', 4, {}],
    ['4 MB before a function, sent in chunks', '/local/things', 4, { 'Transfer-Encoding': 'chunked' }],
    ['10 MB before a load balancer', '/v1/files', 10, {}],
    ['10 MB before a load balancer, sent in chunks', '/v1/files', 10, { 'Transfer-Encoding': 'chunked' }],
  ])('refuses a body above %s', async (_, path, megabytes, headers) => {
    const reply = await ask(path, { method: 'POST', headers }, Buffer.alloc(megabytes * megabyte + 1));
    expect(refused(reply)).toEqual([413, 'Payload Too Large', '*']);
  });
}

function keepsDeadlines(ask: Ask, world: () => World): void {
  it('answers 504 and hangs up when nothing came in time', async () => {
    const before = world().backend.abortedAt.length;

    expect(refused(await ask('/local/impatient/hang'))).toEqual([504, 'Internal Server Error', '*']);

    await until(() => world().backend.abortedAt.length > before);
  });

  it('cuts a stream that goes on for too long', async () => {
    await expect(ask('/local/impatient/sse?events=100&ms=50')).rejects.toThrow(/aborted|socket hang up/);
  });
}

function streams(ask: Ask, world: () => World): void {
  it('passes 50 streams at once, event by event', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => timed(`${world().url}/v1/sse?events=10&ms=100`)));

    for (const { events, firstMs, lastMs } of all) {
      expect(events).toBe(10);
      expect(lastMs - firstMs).toBeGreaterThan(500);
    }
  });

  it.each(['sse?events=100&ms=50', 'hang'])('tells the backend within 50 ms that the client left %s', async (path) => {
    const { abortedAt } = world().backend;
    const before = abortedAt.length;
    const leaving = get(`${world().url}/v1/${path}`).on('error', () => undefined);
    await sleep(300);

    const left = performance.now();
    leaving.destroy();

    await until(() => abortedAt.length > before);
    expect((abortedAt.at(-1) ?? Infinity) - left).toBeLessThan(50);
  });

  it('waits for a slow reader instead of collecting what it has not read', async () => {
    const slow = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${world().url}/v1/flood`, resolve).on('error', reject);
    });
    slow.on('error', () => undefined).pause();
    await sleep(500);

    const early = world().backend.flooded();
    await sleep(500);

    expect(world().backend.flooded()).toBe(early);
    expect(early).toBeLessThan(32 * megabyte);
    slow.destroy();
  });

  it('cuts a response that broke behind it, and does not end it as if it were whole', async () => {
    await expect(ask('/v1/broken')).rejects.toThrow(/aborted|socket hang up/);
  });
}

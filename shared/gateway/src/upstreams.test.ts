import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { scriptedUpstream } from './scripted-upstream.ts';
import { proxyFor, Upstreams } from './upstreams.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const proxies = {
  httpProxy: 'http://proxy:1',
  httpsProxy: 'http://proxy:2',
  noProxy: 'example.com,*.corp, plain:8080 other:443',
};

describe('choosing a proxy', () => {
  it.each([
    ['http://model.test', 'http://proxy:1'],
    ['https://model.test', 'http://proxy:2'],
    ['https://example.com', undefined],
    ['https://api.example.com:8443', undefined],
    ['https://notexample.com', 'http://proxy:2'],
    ['http://a.b.corp', undefined],
    ['http://plain:8080', undefined],
    ['http://plain', 'http://proxy:1'],
    ['https://other', undefined],
    ['http://localhost:4001', undefined],
    ['http://127.9.9.9', undefined],
    ['http://[::1]:80', undefined],
  ])('for %s gives %s', (url, expected) => {
    expect(proxyFor(new URL(url), proxies)).toBe(expected);
  });

  it('is none without settings, and none for anything with *', () => {
    expect(proxyFor(new URL('https://a.test'), {})).toBeUndefined();
    expect(proxyFor(new URL('https://a.test'), { ...proxies, noProxy: '*' })).toBeUndefined();
  });
});

describe('reaching an origin through a proxy', () => {
  it('tunnels http as well, so that the proxy sees nothing but bytes', async () => {
    const upstream = await scriptedUpstream((received, response) => void response.end(`at ${received.path}`));
    const asked: string[] = [];
    const proxy = createServer().on('connect', ({ url = '' }, socket: Socket, head: Buffer) => {
      asked.push(url);
      const through = connect(Number(new URL(upstream.origin).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        through.write(head);
        through.pipe(socket).pipe(through);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const httpProxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const upstreams = new Upstreams({ connections: 4, connectTimeoutMs: 1_000, proxy: { httpProxy } });
    cleanUps.push(
      () => upstream.close(),
      () => (proxy.closeAllConnections(), proxy.close()),
      () => upstreams.destroy(),
    );
    const { origin, dispatcher } = upstreams.to('http://internal-model.elb.example');

    const { body } = await request(`${origin}/v1/x`, { dispatcher });

    expect(await body.text()).toBe('at /v1/x');
    expect(asked).toEqual(['internal-model.elb.example:80']);
    expect(upstream.requests[0]?.headers.host).toBe('internal-model.elb.example');
  });
});

describe('keeping connections', () => {
  it('gives every request to an origin the same ones, and closes those of origins that left', async () => {
    const upstream = await scriptedUpstream((_, response) => void response.end('x'));
    const upstreams = new Upstreams({ connections: 4, connectTimeoutMs: 1_000 });
    cleanUps.push(
      () => upstream.close(),
      () => upstreams.destroy(),
    );
    const first = upstreams.to(upstream.origin);
    await (await request(upstream.origin, { dispatcher: first.dispatcher })).body.dump();

    expect(upstreams.to(upstream.origin)).toBe(first);
    expect(await upstream.connections()).toBe(1);
    upstreams.keepOnly(new Set());
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect(await upstream.connections()).toBe(0);
    expect(upstreams.to(upstream.origin)).not.toBe(first);
  });
});

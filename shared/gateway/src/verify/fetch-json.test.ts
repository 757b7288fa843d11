import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { fetchJson } from './fetch-json.ts';

let server: Server | undefined;

async function serving(answer: RequestListener): Promise<string> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/keys`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe("reading an issuer's document", () => {
  it('parses JSON', async () => {
    const url = await serving((_, response) => void response.end('{"keys":[]}'));

    await expect(fetchJson(url)).resolves.toEqual({ keys: [] });
  });

  const refused: [what: string, answer: RequestListener, words: string][] = [
    ['an error status', (_, response) => void response.writeHead(503).end('{}'), 'status 503'],
    ['a redirect', (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(), 'Cannot read'],
    ['what is no JSON', (_, response) => void response.end('<html>'), 'Cannot read'],
    ['more than 256 KB', (_, response) => void response.end('['.repeat(256 * 1024 + 1)), 'larger than 262144 bytes'],
    ['a dropped connection', (request) => void request.socket.destroy(), 'Cannot read'],
  ];
  for (const [what, answer, words] of refused) {
    it(`refuses ${what} and names the address`, async () => {
      const url = await serving(answer);

      await expect(fetchJson(url)).rejects.toThrow(words);
      await expect(fetchJson(url)).rejects.toThrow(url);
    });
  }

  it('gives up after 3 s', async () => {
    const url = await serving(() => undefined);
    const startedAt = performance.now();

    await expect(fetchJson(url)).rejects.toThrow('timeout');

    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});

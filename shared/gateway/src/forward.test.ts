import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Deadlines } from './deadlines.ts';
import { forward } from './forward.ts';
import type { Answer, ForwardPolicy, Outcome } from './forward.ts';
import { scriptedUpstream } from './scripted-upstream.ts';
import type { ReceivedRequest, ScriptedUpstream } from './scripted-upstream.ts';
import { eventFrame, WholeLines } from './sse.ts';
import { Upstreams } from './upstreams.ts';

const limits = { firstByteMs: 5_000, silenceMs: 5_000, stalledReaderMs: 5_000, totalMs: 10_000 };
const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Proxy {
  readonly port: number;
  readonly outcomes: Outcome[];
  readonly upstream: ScriptedUpstream;
}

type Script = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;

async function aProxyTo(
  script: Script,
  changes: Partial<ForwardPolicy> & { connections?: number; origin?: string; repeatable?: boolean } = {},
): Promise<Proxy> {
  const upstream = await scriptedUpstream(script);
  const upstreams = new Upstreams({ connections: changes.connections ?? 8, connectTimeoutMs: 1_000 });
  const deadlines = new Deadlines(20);
  const outcomes: Outcome[] = [];
  const server = createServer((request, response) => {
    const forwarded = {
      upstream: upstreams.to(changes.origin ?? upstream.origin),
      method: 'POST',
      path: '/up',
      headers: [],
      body: changes.repeatable === true ? Buffer.from('{}') : request,
      repeatable: changes.repeatable === true,
    };
    const policy: ForwardPolicy = {
      limits,
      deadlines,
      answer: (status, headers) => passing(status, String(headers['content-type'])),
      refuse: (failure) => response.writeHead(502).end(JSON.stringify(failure)),
      ...changes,
    };
    void forward(response, forwarded, policy).then((outcome) => outcomes.push(outcome));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(
    () => upstream.close(),
    () => upstreams.destroy(),
    () => deadlines.stop(),
    () => (server.closeAllConnections(), server.close()),
  );
  return { port: (server.address() as AddressInfo).port, outcomes, upstream };
}

const passing = (status: number, type: string): Answer => ({
  kind: 'pass',
  status,
  headers: ['content-type', type],
  headFirst: true,
  transform: new WholeLines(),
  lastWords: (failure) => eventFrame({ error: failure.kind }),
});

function ask(port: number, body = '{}'): { request: ClientRequest; response: Promise<IncomingMessage> } {
  const request = httpRequest({ host: '127.0.0.1', port, method: 'POST', path: '/', agent: false });
  const response = new Promise<IncomingMessage>((resolve, reject) =>
    request.once('response', resolve).once('error', reject),
  );
  response.catch(() => undefined);
  request.end(body);
  return { request, response };
}

async function read(response: IncomingMessage): Promise<{ text: string; clean: boolean }> {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((resolve) => response.once('close', resolve).once('error', () => undefined));
  return { text: Buffer.concat(chunks).toString('utf8'), clean: response.complete };
}

const eventually = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 1500 && !holds(); i += 1) await pause(5);
  expect(holds()).toBe(true);
};

const stream = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream' });

function signal(): { heard: Promise<void>; give: () => void } {
  let give = (): void => undefined;
  const heard = new Promise<void>((resolve) => (give = resolve));
  return { heard, give };
}

describe('forwarding an answer', () => {
  it('passes bytes unchanged however they are split, also inside a character or a line', async () => {
    const text = 'data: {"text":"grüße, 世界 🌍"}\r\n\r\n: comment\ndata: a\ndata: b\n\ndata: [DONE]\n\n';
    const bytes = Buffer.from(text);
    const { port, outcomes } = await aProxyTo(async (_, response) => {
      stream(response);
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await pause(0);
      }
      response.end();
    });

    const answer = await read(await ask(port).response);

    expect(answer).toEqual({ text, clean: true });
    await eventually(() => outcomes.length === 1);
    expect(outcomes[0]).toMatchObject({ end: 'complete', upstreamStatus: 200, bytes: bytes.length });
  });

  it('sends the head and each part at once: the upstream goes on only when the client has what came before', async () => {
    const arrived = [signal(), signal()];
    const { port } = await aProxyTo(async (_, response) => {
      stream(response).flushHeaders();
      await arrived[0]?.heard;
      response.write('data: 1\n\n');
      await arrived[1]?.heard;
      response.end('data: 2\n\n');
    });

    const response = await ask(port).response;
    arrived[0]?.give();
    response.once('data', () => arrived[1]?.give());

    expect(await read(response)).toEqual({ text: 'data: 1\n\ndata: 2\n\n', clean: true });
  });

  it('forwards a request body as it arrives', async () => {
    const { port, upstream } = await aProxyTo(
      (received, response) => void response.end(received.body.length.toString()),
    );
    const { request, response } = ask(port, 'x'.repeat(300_000));

    const { text } = await read(await response);

    expect(text).toBe('300000');
    expect(upstream.requests[0]?.headers.host).toBe(new URL(upstream.origin).host);
    request.destroy();
  });
});

describe('a client that goes away', () => {
  it('closes the upstream at once, 20 of 20', async () => {
    const { port, upstream, outcomes } = await aProxyTo(async (_, response) => {
      stream(response);
      while (!response.destroyed) {
        response.write('data: token\n\n');
        await pause(10);
      }
    });
    const leftAt: number[] = [];

    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        await pause(i * 20);
        const { request, response } = ask(port);
        (await response).once('data', () => undefined).on('error', () => undefined);
        await pause(60);
        leftAt[i] = performance.now();
        request.destroy();
        await eventually(() => upstream.aborts.length > i);
      }),
    );

    await eventually(() => upstream.aborts.length === 20);
    const ms = upstream.aborts.map((at, i) => at - (leftAt[i] as number)).toSorted((a, b) => a - b);
    // Most within 50 ms; a busy machine may delay some, but a stream that nobody stops goes on for seconds.
    expect(ms[10]).toBeLessThan(50);
    expect(ms[19]).toBeLessThan(1_000);
    await eventually(() => outcomes.length === 20);
    expect(outcomes.every(({ end }) => end === 'client-gone')).toBe(true);
  }, 20_000);

  it('closes the upstream before the first byte as well', async () => {
    const { port, upstream } = await aProxyTo(() => undefined);
    const { request } = ask(port);
    await eventually(() => upstream.requests.length === 1);

    request.destroy();

    await eventually(() => upstream.aborts.length === 1);
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a client that does not read', () => {
  it('stops the upstream instead of filling memory, and is let go after its deadline', async () => {
    let written = 0;
    const piece = Buffer.alloc(65_536, 'x\n');
    const script: Script = async (_, response) => {
      const gone = once(stream(response), 'close');
      while (!response.destroyed && written < 200_000_000) {
        written += piece.length;
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), gone]);
      }
    };
    const { port, upstream, outcomes } = await aProxyTo(script, { limits: { ...limits, stalledReaderMs: 600 } });
    const response = await ask(port).response;
    response.pause();

    await pause(400);
    const writtenEarly = written;
    await pause(100);

    expect(writtenEarly).toBe(written);
    expect(written).toBeLessThan(20_000_000);
    await eventually(() => upstream.aborts.length === 1 && outcomes.length === 1);
    response.destroy();
  });
});

describe('an upstream that fails', () => {
  it('is reported in a last frame on a line of its own, and the end is not clean', async () => {
    const { port, outcomes } = await aProxyTo(async (_, response) => {
      stream(response).write('data: {"whole":1}\n\ndata: {"hal');
      await pause(30);
      response.destroy();
    });

    const answer = await read(await ask(port).response);

    expect(answer).toEqual({ text: 'data: {"whole":1}\n\n\ndata: {"error":"died"}\n\n', clean: false });
    await eventually(() => outcomes.length === 1);
    expect(outcomes[0]).toMatchObject({ end: 'broken', failure: { kind: 'died' } });
  });

  it('is answered in its place when nothing was sent yet', async () => {
    const { port, outcomes } = await aProxyTo((_, response) => void response.destroy());

    const response = await ask(port).response;

    expect(response.statusCode).toBe(502);
    expect(await read(response)).toEqual({ text: '{"kind":"died"}', clean: true });
    await eventually(() => outcomes[0]?.end === 'refused');
  });

  it('is called unreachable when nobody listens there', async () => {
    const { port } = await aProxyTo(() => undefined, { origin: 'http://127.0.0.1:9' });

    expect(await read(await ask(port).response)).toMatchObject({ text: '{"kind":"unreachable"}' });
  });

  it('is asked once more when it had closed a kept connection, but only what may be repeated', async () => {
    const sockets: unknown[] = [];
    const script: Script = (_, response) => {
      const isFirstOfItsConnection = !sockets.includes(response.socket);
      sockets.push(response.socket);
      if (isFirstOfItsConnection) response.end(`answer ${sockets.length}`);
      else response.socket?.end();
    };
    const textOf = async (port: number) => (await read(await ask(port).response)).text;
    const { port } = await aProxyTo(script, { repeatable: true, connections: 1 });

    const repeated = [await textOf(port), await textOf(port)];
    const strict = await aProxyTo(script, { connections: 1 });
    const notRepeated = [await textOf(strict.port), await textOf(strict.port)];

    expect(repeated).toEqual(['answer 1', 'answer 3']);
    expect(notRepeated).toEqual(['answer 4', '{"kind":"died"}']);
  });

  it('is called busy beyond its connections, and has room again afterwards', async () => {
    const { port } = await aProxyTo(async (_, response) => void setTimeout(() => response.end('done'), 100), {
      connections: 1,
    });

    const texts = await Promise.all([1, 2].map(async () => (await read(await ask(port).response)).text));
    const later = await read(await ask(port).response);

    expect(texts.sort()).toEqual(['done', '{"kind":"busy"}']);
    expect(later.text).toBe('done');
  });
});

describe('deadlines', () => {
  it('end a wait for the first byte with a refusal', async () => {
    const { port, upstream } = await aProxyTo(() => undefined, { limits: { ...limits, firstByteMs: 80 } });

    const { text } = await read(await ask(port).response);

    expect(JSON.parse(text)).toEqual({ kind: 'late', overrun: 'first-byte' });
    await eventually(() => upstream.aborts.length === 1);
  });

  it('end a silence amid the answer with a last frame', async () => {
    const { port } = await aProxyTo((_, response) => void stream(response).write('data: 1\n\n'), {
      limits: { ...limits, silenceMs: 80 },
    });

    const answer = await read(await ask(port).response);

    expect(answer).toEqual({ text: 'data: 1\n\n\ndata: {"error":"late"}\n\n', clean: false });
  });

  it('end an answer that takes too long in all, though it never falls silent', async () => {
    const script: Script = async (_, response) => {
      stream(response);
      while (!response.destroyed) {
        response.write('data: 1\n\n');
        await pause(10);
      }
    };
    const { port } = await aProxyTo(script, { limits: { ...limits, totalMs: 200 } });

    const { text, clean } = await read(await ask(port).response);

    expect(text.endsWith('data: {"error":"late"}\n\n')).toBe(true);
    expect(clean).toBe(false);
  });
});

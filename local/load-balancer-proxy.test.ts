import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startLoadBalancerProxy, type LoadBalancerProxy } from './load-balancer-proxy.ts';

const BALANCER = 'internal-lisa-1.us-east-1.elb.amazonaws.com';
let proxy: LoadBalancerProxy;

/** Plays the emulator: says who was asked for what. */
const emulator = createServer((asked, response) => {
  void text(asked).then((body) => response.end(`${asked.method} ${asked.url} at ${asked.headers.host}: ${body}`));
});
const portOf = (server: typeof emulator): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  await new Promise<void>((done) => emulator.listen(0, '127.0.0.1', done));
  proxy = await startLoadBalancerProxy({ port: 0, emulatorPort: portOf(emulator) });
});

afterAll(async () => {
  await proxy.close();
  emulator.closeAllConnections();
  emulator.close();
});

const askAbsolute = async (url: string, body = ''): Promise<{ status: number | undefined; body: string }> => {
  const { hostname, port } = new URL(proxy.url);
  const sent = request({ hostname, port, method: 'POST', path: url, agent: false });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await text(answer) };
};

const askThroughTunnel = async (target: string, then: string): Promise<string> => {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  const [greeting] = (await once(socket, 'data')) as [Buffer];
  if (!greeting.toString().startsWith('HTTP/1.1 200')) {
    socket.destroy();
    return greeting.toString();
  }
  socket.write(then);
  return text(socket);
};

describe('a load-balancer name', () => {
  it('leads to the emulator in absolute form, host kept', async () => {
    expect(await askAbsolute(`http://${BALANCER}:8080/v1/models?a=b`, 'hello')).toEqual({
      status: 200,
      body: `POST /v1/models?a=b at ${BALANCER}:8080: hello`,
    });
  });

  it('leads to the emulator through a tunnel', async () => {
    const answer = await askThroughTunnel(
      `${BALANCER}:80`,
      `GET /x HTTP/1.1\r\nHost: ${BALANCER}\r\nConnection: close\r\n\r\n`,
    );

    expect(answer).toContain(`GET /x at ${BALANCER}: `);
  });
});

describe('a loopback address', () => {
  it('is reached as it is', async () => {
    const local = `127.0.0.1:${portOf(emulator)}`;

    expect((await askAbsolute(`http://${local}/y`)).body).toBe(`POST /y at ${local}: `);
    expect(await askThroughTunnel(local, `GET /z HTTP/1.1\r\nHost: ${local}\r\nConnection: close\r\n\r\n`)).toContain(
      'GET /z',
    );
  });
});

describe('any other name', () => {
  it.each(['example.com', `${BALANCER}.evil.example`, '127.0.0.1.evil.example', '10.0.0.1', '[::2]'])(
    '%s is refused',
    async (host) => {
      expect(await askAbsolute(`http://${host}/`)).toMatchObject({ status: 403 });
      expect(await askThroughTunnel(`${host}:80`, '')).toMatch(/^HTTP\/1\.1 403 /);
    },
  );
});

describe('a target that does not listen', () => {
  it('is a bad gateway', async () => {
    const unused = createServer();
    await new Promise<void>((done) => unused.listen(0, '127.0.0.1', done));
    const port = portOf(unused);
    await new Promise((done) => unused.close(done));

    expect(await askAbsolute(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 502 });
    expect(await askThroughTunnel(`127.0.0.1:${port}`, '')).toMatch(/^HTTP\/1\.1 502 /);
  });
});

describe('starting on a taken port', () => {
  it('names the port', async () => {
    const start = startLoadBalancerProxy({ port: portOf(emulator), emulatorPort: 1 });

    await expect(start).rejects.toThrow(`Port ${portOf(emulator)} (load-balancer proxy) cannot be used (EADDRINUSE)`);
  });
});

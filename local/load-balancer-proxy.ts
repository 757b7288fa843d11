import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, isIP, type AddressInfo } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';

const LOAD_BALANCER = /\.elb\.amazonaws\.com$/;

export interface LoadBalancerProxy {
  /** What `http_proxy` / `HTTP_PROXY` should be. */
  readonly url: string;
  close(): Promise<void>;
}

export interface LoadBalancerProxyOptions {
  /** 0 picks a free port. */
  readonly port: number;
  /** Where the emulator plays every load balancer, told apart by their Host header. */
  readonly emulatorPort: number;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Leads load-balancer names, which no resolver of this machine knows, to the emulator. For programs told to use an HTTP
 * proxy: both CONNECT tunnels and absolute-form requests. Loopback addresses pass; anything else is refused with 403.
 */
export async function startLoadBalancerProxy({
  port,
  emulatorPort,
}: LoadBalancerProxyOptions): Promise<LoadBalancerProxy> {
  const tunnels = new Set<Duplex>();
  const whereIs = (host: string, hostPort: number): Place | undefined => {
    if (LOAD_BALANCER.test(host)) return { host: '127.0.0.1', port: emulatorPort };
    return isLoopback(host) ? { host, port: hostPort } : undefined;
  };

  const server = createServer((request, response) => forward(request, response, whereIs));
  server.on('connect', (request, client) => {
    tunnels.add(client);
    client.once('close', () => tunnels.delete(client));
    tunnel(request.url ?? '', client, whereIs);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(`Port ${port} (load-balancer proxy) cannot be used (${error.code}): choose another with --port`),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });

  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const client of tunnels) client.destroy();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

type WhereIs = (host: string, port: number) => Place | undefined;

function tunnel(target: string, client: Duplex, whereIs: WhereIs): void {
  const { hostname, port } = URL.parse(`http://${target}`) ?? { hostname: '', port: '' };
  const place = whereIs(unbracketed(hostname), Number(port || 80));
  if (!place) {
    client.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${refusal(target)}`);
    return;
  }
  const upstream = connect(place.port, place.host, () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    pipeline(client, upstream, client, () => {});
  });
  upstream.once('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n'));
  client.once('error', () => upstream.destroy());
}

function forward(request: IncomingMessage, response: ServerResponse, whereIs: WhereIs): void {
  const url = URL.parse(request.url ?? '');
  const place = url?.protocol === 'http:' ? whereIs(unbracketed(url.hostname), Number(url.port || 80)) : undefined;
  if (!url || !place) {
    response.writeHead(403, { 'content-type': 'text/plain' });
    response.end(refusal(request.url ?? ''));
    return;
  }
  send(request, response, place, url);
}

function send(request: IncomingMessage, response: ServerResponse, place: Place, url: URL): void {
  const { 'proxy-connection': _proxyConnection, ...headers } = request.headers;
  const path = url.pathname + url.search;
  // agent: false, because a kept connection could be one that the target is about to close.
  const upstream = sendRequest({
    ...place,
    path,
    method: request.method,
    headers: { ...headers, host: url.host },
    agent: false,
  });
  upstream.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    pipeline(answer, response, () => {});
  });
  upstream.once('error', () => {
    if (response.headersSent)
      response.destroy(); // the caller must not take a part for the whole
    else response.writeHead(502, { 'content-type': 'text/plain' }).end();
  });
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}

function refusal(target: string): string {
  return `This proxy leads to load balancers of this machine's AWS only, not to ${target}\n`;
}

function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

import { execFile, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compiled, cpuSeconds, installed, listening, pinned, residentMb, root } from './processes.ts';

const run = promisify(execFile);
const mockPort = 9101;
const pacedPort = 9102;
const rounds = 3;

interface Measured {
  readonly n: number;
  readonly rps: number;
  readonly errs: number;
  readonly non200: number;
  readonly ttft_us: { readonly p50: number; readonly p99: number };
  readonly data_ev: number;
}

/** Something that stands between the load and the mock; `pid` is undefined for the bare upstream. */
interface Contender {
  readonly name: string;
  readonly jsonPort: number;
  readonly ssePort: number;
  readonly pid?: number;
  readonly token: string;
}

interface Round {
  readonly json: Measured;
  readonly jsonCpu: number;
  readonly sse: Measured;
  readonly sseCpu: number;
  readonly megabytes: number;
}

const nginxConfig = (folder: string): string => {
  const server = (listen: number, upstream: string) => `
  upstream ${upstream} { server 127.0.0.1:${upstream === 'plain' ? mockPort : pacedPort}; keepalive 1024; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:${listen}; keepalive_requests 1000000000;
    location / { proxy_pass http://${upstream}; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } }`;
  return `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 8192; }
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; client_body_buffer_size 256k;
  ${server(9201, 'plain')} ${server(9202, 'paced')} }`;
};

async function routerOn(port: number, upstreamPort: number): Promise<{ child: ChildProcess; token: string }> {
  const script = join(root, 'bench/router-under-test.ts');
  const child = pinned(0, process.execPath, [script, String(port), `http://127.0.0.1:${upstreamPort}`]);
  const first = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (line: Buffer) => resolve(line.toString()));
    child.once('exit', () => reject(new Error('The router did not start')));
  });
  return { child, token: (JSON.parse(first) as { token: string }).token };
}

/** One load on one port; the line of figures that the generator prints. */
async function load(
  kind: 'json' | 'sse',
  port: number,
  seconds: number,
  connections: number,
  token: string,
  warm = 0,
): Promise<Measured> {
  const args = [
    '-c',
    '1',
    compiled('lg'),
    String(port),
    kind,
    '0',
    String(seconds),
    String(connections),
    String(warm),
    token,
  ];
  const { stdout } = await run('taskset', args, { timeout: (seconds + 30) * 1000 });
  return JSON.parse(stdout) as Measured;
}

/** CPU seconds that `pid` spends while `work` runs. */
async function spending<T>(pid: number | undefined, work: () => Promise<T>): Promise<[T, number]> {
  const before = pid ? cpuSeconds(pid) : 0;
  const result = await work();
  return [result, pid ? cpuSeconds(pid) - before : 0];
}

async function oneRound({ jsonPort, ssePort, token, pid }: Contender): Promise<Round> {
  await load('json', jsonPort, 1, 64, token);
  const [json, jsonSeconds] = await spending(pid, () => load('json', jsonPort, 4, 64, token));
  const [sse, sseSeconds] = await spending(pid, () => load('sse', ssePort, 6, 500, token));
  return {
    json,
    sse,
    jsonCpu: (jsonSeconds / json.n) * 10_000,
    sseCpu: (sseSeconds / sse.data_ev) * 1e6,
    megabytes: pid ? residentMb(pid) : 0,
  };
}

const least = (all: readonly Round[], pick: (round: Round) => number): number => Math.min(...all.map(pick));
const ratio = (value: number, base: number): string => `${(value / base).toFixed(2)}x`;

function print(results: ReadonlyMap<string, readonly Round[]>): void {
  const of = (name: string) => results.get(name) ?? [];
  const [nginx, router, bare] = [of('nginx'), of('router'), of('bare upstream')];
  const failures = [...results].flatMap(([name, all]) =>
    all.flatMap(({ json, sse }) => (json.errs + json.non200 + sse.errs + sse.non200 > 0 ? [name] : [])),
  );
  const added = (all: readonly Round[]) =>
    (least(all, ({ sse }) => sse.ttft_us.p50) - least(bare, ({ sse }) => sse.ttft_us.p50)) / 1000;
  console.log(`
least of ${rounds} rounds, one core each            nginx        router   router : nginx
CPU s per 10,000 JSON requests    ${least(nginx, (r) => r.jsonCpu)
    .toFixed(3)
    .padStart(14)} ${least(router, (r) => r.jsonCpu)
    .toFixed(3)
    .padStart(13)}   ${ratio(
    least(router, (r) => r.jsonCpu),
    least(nginx, (r) => r.jsonCpu),
  )}
CPU s per 1M chunks, 500 streams  ${least(nginx, (r) => r.sseCpu)
    .toFixed(1)
    .padStart(14)} ${least(router, (r) => r.sseCpu)
    .toFixed(1)
    .padStart(13)}   ${ratio(
    least(router, (r) => r.sseCpu),
    least(nginx, (r) => r.sseCpu),
  )}
first token later than bare, ms   ${added(nginx).toFixed(2).padStart(14)} ${added(router).toFixed(2).padStart(13)}
JSON requests/s (bare ${Math.max(...bare.map(({ json }) => json.rps)).toFixed(0)})        ${Math.max(
    ...nginx.map(({ json }) => json.rps),
  )
    .toFixed(0)
    .padStart(12)} ${Math.max(...router.map(({ json }) => json.rps))
    .toFixed(0)
    .padStart(
      13,
    )}   ${ratio(Math.max(...router.map(({ json }) => json.rps)), Math.max(...nginx.map(({ json }) => json.rps)))}
MB resident, 500 streams          ${least(nginx, (r) => r.megabytes)
    .toFixed(0)
    .padStart(14)} ${least(router, (r) => r.megabytes)
    .toFixed(0)
    .padStart(13)}
failed or broken answers: ${failures.length ? failures.join(', ') : 'none'}`);
}

/** The router (one direct model, every check) beside nginx as plain reverse proxy and the bare upstream, in the same run. */
export async function benchRouter(): Promise<void> {
  const nginx = installed('nginx', 'apt install nginx-light');
  const folder = mkdtempSync(join(tmpdir(), 'lisa-bench-'));
  const started: ChildProcess[] = [];
  try {
    // 500 streams of 100 chunks at 25 a second for each: what a chat of a fast model looks like.
    started.push(pinned(1, compiled('mock'), [String(mockPort), '0', '100', '0']));
    started.push(pinned(1, compiled('mock'), [String(pacedPort), '200', '100', '40000']));
    writeFileSync(join(folder, 'nginx.conf'), nginxConfig(folder));
    const proxy = pinned(0, nginx, ['-c', join(folder, 'nginx.conf'), '-p', folder]);
    started.push(proxy);
    const plain = await routerOn(9203, mockPort);
    const paced = await routerOn(9204, pacedPort);
    started.push(plain.child, paced.child);
    for (const port of [mockPort, pacedPort, 9201, 9202, 9203, 9204]) await listening(port);

    const none = 'sk-none-is-needed-here-0000';
    const pidOf = ({ pid }: ChildProcess): { pid: number } => ({ pid: Number(pid) });
    const contenders: Contender[] = [
      { name: 'bare upstream', jsonPort: mockPort, ssePort: pacedPort, token: none },
      { name: 'nginx', jsonPort: 9201, ssePort: 9202, token: none, ...pidOf(proxy) },
    ];
    const results = new Map<string, Round[]>([
      ['router', []],
      ...contenders.map(({ name }): [string, Round[]] => [name, []]),
    ]);
    for (let round = 1; round <= rounds; round++) {
      for (const contender of contenders) results.get(contender.name)?.push(await oneRound(contender));
      results.get('router')?.push(await routerRound(plain, paced));
      console.log(`round ${round} of ${rounds} done`);
    }
    print(results);
  } finally {
    for (const child of started) child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two router processes, since their tokens differ: one in front of each mock. */
async function routerRound(
  plain: { child: ChildProcess; token: string },
  paced: { child: ChildProcess; token: string },
): Promise<Round> {
  await load('json', 9203, 1, 64, plain.token);
  const [json, jsonSeconds] = await spending(plain.child.pid, () => load('json', 9203, 4, 64, plain.token));
  const [sse, sseSeconds] = await spending(paced.child.pid, () => load('sse', 9204, 6, 500, paced.token));
  const jsonCpu = (jsonSeconds / json.n) * 10_000;
  return {
    json,
    sse,
    jsonCpu,
    sseCpu: (sseSeconds / sse.data_ev) * 1e6,
    megabytes: residentMb(Number(paced.child.pid)),
  };
}

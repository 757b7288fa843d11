import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { answerChat } from './chat-completions.ts';
import { answerEmbeddings } from './embeddings.ts';
import { readJson, sendJson } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { isFields } from './completion-request.ts';
import { Journal } from './journal.ts';
import type { Abort, Received } from './journal.ts';
import { Refusal } from './refusal.ts';
import { answerTextCompletion } from './text-completions.ts';

/** The names it lists; it answers to any other name as well. */
export const demoModelNames = ['lisa-demo', 'lisa-demo-embedding'];

export interface DemoModelOptions {
  /** 127.0.0.1 unless told. */
  host?: string;
  /** 0, the default, takes any free port. */
  port?: number;
  /** When set, every `/v1` request needs it as bearer token. */
  apiKey?: string;
  /** When set, the only name it lists and answers to, as a model server of one model. */
  servedName?: string;
  /** When false, `/health` answers 503. */
  healthy?: boolean;
}

/** A running demo model. `url` has no path: clients of the OpenAI protocol append `/v1`. */
export interface DemoModel {
  url: string;
  close(): Promise<void>;
  /** Clients that left before their answer was complete, the latest last; also at `GET /_demo/aborts`. */
  aborts(): readonly Abort[];
  /** Outlines of the requests received, the latest last; also at `GET /_demo/requests`. */
  requests(): readonly Received[];
}

/** Starts a scripted server of the OpenAI protocol. Rejects when the port is taken. */
export async function startDemoModel(options: DemoModelOptions = {}): Promise<DemoModel> {
  const { host = '127.0.0.1', port = 0 } = options;
  const journal = new Journal();
  const server = createServer((request, response) => void serve(request, response, journal, options));
  return {
    url: `http://${host}:${await listen(server, host, port)}`,
    aborts: () => journal.aborts,
    requests: () => journal.requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Resolves to the port that was taken. */
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  journal: Journal,
  options: DemoModelOptions,
): Promise<void> {
  const leaving = new AbortController();
  const exchange: Exchange = { response, body: undefined, gone: leaving.signal, tokensSent: 0 };
  const path = new URL(request.url ?? '/', 'http://demo').pathname;
  response.once('close', () => {
    if (!response.writableEnded) leaving.abort();
  });
  try {
    exchange.body = await readJson(request);
    if (!path.startsWith('/_demo/')) journal.received(request, path, exchange.body);
    if (path.startsWith('/v1/')) admit(request, exchange, options);
    await answer(`${request.method} ${path}`, exchange, journal, options);
  } catch (error) {
    if (leaving.signal.aborted) return journal.aborted(abortOf(path, exchange));
    if (response.headersSent) return void response.destroy();
    const refusal = error instanceof Refusal ? error : new Refusal(500, String(error), { type: 'server_error' });
    sendJson(response, refusal.status, refusal.envelope(), refusal.headers);
  }
}

function abortOf(path: string, { body, tokensSent }: Exchange): Abort {
  const model = isFields(body) && typeof body['model'] === 'string' ? body['model'] : '';
  return { at: Date.now(), path, model, tokensSent };
}

function requireKey(request: IncomingMessage, apiKey: string | undefined): void {
  if (apiKey === undefined) return;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${apiKey}`))) return;
  const message = 'Incorrect API key provided.';
  throw new Refusal(401, message, { type: 'authentication_error', code: 'invalid_api_key' });
}

function admit(request: IncomingMessage, exchange: Exchange, { apiKey, servedName }: DemoModelOptions): void {
  requireKey(request, apiKey);
  if (request.method === 'POST') requireName(exchange, servedName);
}

/** A server of one model refuses any other name, as vLLM does. */
function requireName({ body }: Exchange, servedName: string | undefined): void {
  const asked = isFields(body) ? body['model'] : undefined;
  if (servedName === undefined || asked === servedName) return;
  throw new Refusal(404, `The model \`${String(asked)}\` does not exist.`, { code: 'model_not_found', param: 'model' });
}

async function answer(route: string, exchange: Exchange, journal: Journal, options: DemoModelOptions): Promise<void> {
  switch (route) {
    case 'POST /v1/chat/completions':
      return answerChat(exchange);
    case 'POST /v1/completions':
      return answerTextCompletion(exchange);
    case 'POST /v1/embeddings':
      return answerEmbeddings(exchange);
    case 'GET /v1/models':
      return listModels(exchange, options);
    case 'GET /health':
      return answerHealth(exchange, options);
    case 'GET /_demo/aborts':
      return sendJson(exchange.response, 200, { count: journal.aborts.length, aborts: journal.aborts });
    case 'GET /_demo/requests':
      return sendJson(exchange.response, 200, { requests: journal.requests });
    default:
      throw new Refusal(404, `Unknown request URL: ${route}.`, { code: 'unknown_url' });
  }
}

function listModels({ response }: Exchange, { servedName }: DemoModelOptions): void {
  const names = servedName === undefined ? demoModelNames : [servedName];
  sendJson(response, 200, { object: 'list', data: names.map(listed) });
}

function answerHealth({ response }: Exchange, { healthy = true }: DemoModelOptions): void {
  sendJson(response, healthy ? 200 : 503, { status: healthy ? 'ok' : 'not ready' });
}

function listed(id: string): object {
  return { id, object: 'model', created: 1_767_225_600, owned_by: 'lisa-demo' };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { HOST = '127.0.0.1', PORT = '0', API_KEY } = process.env;
  const options = { host: HOST, port: Number(PORT), ...(API_KEY === undefined ? {} : { apiKey: API_KEY }) };
  const { url, close } = await startDemoModel(options);
  console.log(`LISA's scripted demo model listens at ${url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
}

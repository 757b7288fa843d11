import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface ReadAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
  /** Whether it came to the end that HTTP promises. */
  readonly clean: boolean;
}

/** A caller without groups, as `fakeVerifier` reads it. */
export const asUser = { authorization: 'Bearer ada:' };

/** Sends a request on a connection of its own and hands over the raw answer. */
export function send(
  url: string,
  { method = 'GET', headers = asUser, body }: Call = {},
): { request: ClientRequest; response: Promise<IncomingMessage> } {
  const request = httpRequest(url, { method, headers, agent: false });
  const response = new Promise<IncomingMessage>((resolve, reject) =>
    request.once('response', resolve).once('error', reject),
  );
  response.catch(() => undefined);
  request.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
  return { request, response };
}

/** Sends a request and reads the whole answer. */
export async function ask(url: string, call: Call = {}): Promise<ReadAnswer> {
  return readAnswer(await send(url, call).response);
}

/** Reads an answer to its end, clean or not. */
export async function readAnswer(response: IncomingMessage): Promise<ReadAnswer> {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  await new Promise((resolve) => response.once('close', resolve));
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    json: parsed(text),
    clean: response.complete,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

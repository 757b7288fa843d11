import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnyRoute } from '@lisa/contracts/api/define-route';
import type * as z from 'zod';
import { answerSite, type Site } from '../../site/answer.ts';
import type { SiteSettings } from '../../site/composition.ts';
import { siteHeaders } from '../../site/headers.ts';
import { siteEnv } from '../../site/site-env.ts';
import { builtSite } from './built-site.ts';
import { contractReplies, type Asked, type ContractReplies } from './contract-replies.ts';
import { identityProvider, type IdentityProvider } from './identity-provider.ts';

type RawAnswer = (request: IncomingMessage, response: ServerResponse, body: string) => void | Promise<void>;

/** The site as its function serves it, with an identity provider and an API that answers what contracts promise. */
export interface SiteServer {
  /** Where a person opens it. */
  readonly url: string;
  readonly people: IdentityProvider;
  /** Everything the API was asked, in order. */
  readonly asked: readonly Asked[];
  /** Another reply than the route's example: a value, or what a function makes of the request. Held against the contract. */
  reply<R extends AnyRoute>(route: R, reply: z.input<R['reply']> | ((asked: Asked) => z.input<R['reply']>)): void;
  /** The route refuses with this status and body from now on. */
  refuse(route: AnyRoute, status: number, body: unknown): void;
  /** For what is not one JSON answer, such as a stream: `POST /v1/chat/completions`. */
  answer(methodAndPath: string, answer: RawAnswer): void;
  /** Every answer waits this long. */
  slowBy(milliseconds: number): void;
  close(): Promise<void>;
}

const base = '/local';

function settingsAt(origin: string): SiteSettings {
  return {
    publicUrl: `${origin}${base}`,
    signInUrl: `${origin}/idp`,
    mediaOrigin: origin,
    oidc: {
      issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pages',
      audience: ['pages'],
      groupsClaim: 'cognito:groups',
    },
    roles: { adminGroup: 'admin', userGroup: '', apiGroup: '', ragAdminGroup: '' },
    apiPrefixes: ['models', 'session'],
  };
}

function siteAt(origin: string): Site {
  const settings = settingsAt(origin);
  const env = siteEnv(settings);
  return { files: builtSite(base), headers: siteHeaders(env), env, apiPrefixes: settings.apiPrefixes };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function sendSite(site: Site, path: string, request: IncomingMessage, response: ServerResponse): void {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const { statusCode, headers: given, body, isBase64Encoded } = answerSite(site, { path, headers });
  response.writeHead(statusCode, given as Record<string, string>);
  response.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

/** Starts on a free loopback port. Needs a built site. */
export async function startSiteServer(): Promise<SiteServer> {
  const people = identityProvider();
  const replies: ContractReplies = await contractReplies();
  const raw = new Map<string, RawAnswer>();
  let delay = 0;
  let site: Site | undefined;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    const body = await bodyOf(request);
    if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
    if (pathname.startsWith('/idp/')) return people.answer(pathname.slice(4), searchParams, body, response);
    const path = pathname.slice(base.length) || '/';
    const special = raw.get(`${request.method} ${path}`);
    if (special) return special(request, response, body);
    const { authorization } = request.headers;
    const answered = replies.answer({
      method: request.method ?? 'GET',
      path,
      query: searchParams,
      body,
      authorization,
    });
    if (!answered) return sendSite(site!, path, request, response);
    response.writeHead(answered.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answered.body));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => response.writeHead(500).end(JSON.stringify(error.message)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  site = siteAt(origin);
  return {
    url: `${origin}${base}/`,
    people,
    asked: replies.asked,
    reply: (route, reply) => replies.set(route, reply as z.input<AnyRoute['reply']>),
    refuse: (route, status, body) => replies.refuse(route, status, body),
    answer: (key, answer) => void raw.set(key, answer),
    slowBy: (milliseconds) => (delay = milliseconds),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

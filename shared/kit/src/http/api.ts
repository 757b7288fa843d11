import type { RouteContract, Routes } from '@lisa/contracts/api/define-route';
import type { Roles } from '@lisa/contracts/vocabulary/roles';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type * as z from 'zod';
import { Failure } from '../failure.ts';
import { logger, logTrace } from '../logger.ts';
import { inTrace, type Trace } from '../trace.ts';
import { callerOf, credentialsOf, type Caller, type Credentials } from './caller.ts';
import { answerHeaders } from './headers.ts';
import { readInput } from './read-input.ts';
import { refusalOf } from './refusal.ts';

type Part<R, K extends string> =
  R extends Readonly<Record<K, infer S extends z.ZodType>> ? Readonly<Record<K, z.infer<S>>> : unknown;
type Input<R extends RouteContract> = { readonly caller: Caller; readonly credentials: Credentials } & Part<
  R,
  'params'
> &
  Part<R, 'query'> &
  Part<R, 'body'>;

/** One answer per declared route: a missing or an extra one does not compile. */
export type Answers<T extends Routes> = {
  readonly [K in keyof T]: (input: Input<T[K]>) => Promise<z.input<T[K]['reply']>>;
};

export interface ApiSettings {
  readonly roles: Roles;
  /** Origins whose pages may read answers; `*` allows all. */
  readonly corsOrigins: readonly string[];
  /** Headers that every answer of this function carries besides. */
  readonly headers?: Readonly<Record<string, string>>;
}

const anonymous: Caller = { username: '', groups: [], isAdmin: false };

/** The caller, if the route's `access` admits them; deny by default. */
function admitted({ access }: RouteContract, event: APIGatewayProxyEvent, roles: Roles): Caller {
  const caller = callerOf(event, roles);
  if (access === 'public') return caller ?? anonymous;
  if (!caller || (access === 'admin' && !caller.isAdmin)) throw new Failure('Forbidden');
  return caller;
}

function traceOf(event: APIGatewayProxyEvent): Trace {
  const username: unknown = event.requestContext.authorizer?.['username'];
  const traceparent = event.headers['traceparent'];
  return {
    correlationId: event.requestContext.requestId,
    ...(typeof username === 'string' && username !== '' && { actor: username }),
    ...(traceparent && { traceparent }),
  };
}

type Answer = (input: unknown) => Promise<unknown>;

/** A reply as its route declares it: a text of its own, or JSON. */
const written = ({ contentType }: RouteContract, reply: unknown) =>
  contentType ? { contentType, body: String(reply) } : { contentType: 'application/json', body: JSON.stringify(reply) };

async function answer(
  route: RouteContract,
  reply: Answer,
  event: APIGatewayProxyEvent,
  settings: ApiSettings,
): Promise<APIGatewayProxyResult> {
  const trace = traceOf(event);
  const headers = {
    ...settings.headers,
    ...answerHeaders(event, settings.corsOrigins),
    'X-Correlation-Id': trace.correlationId,
  };
  logTrace(trace);
  try {
    const caller = admitted(route, event, settings.roles);
    const said = await inTrace(trace, () =>
      reply({ caller, credentials: credentialsOf(event), ...readInput(route, event) }),
    );
    const { contentType, body } = written(route, said);
    return { statusCode: route.success, headers: { ...headers, 'Content-Type': contentType }, body };
  } catch (thrown) {
    const { status, code, body, contentType = 'application/json', unexpected } = refusalOf(route.failures, thrown);
    if (unexpected) logger.error(`${route.id} failed`, thrown as Error);
    return {
      statusCode: status,
      headers: { ...headers, 'Content-Type': contentType, 'X-Problem': code },
      body: JSON.stringify(body),
    };
  }
}

/** API Gateway sends declared routes only; this answers whoever wires it otherwise. */
function noSuchRoute(): APIGatewayProxyResult {
  const { status, code, body, contentType = 'application/json' } = refusalOf('problem', new Failure('RouteNotFound'));
  return {
    statusCode: status,
    headers: { 'Content-Type': contentType, 'X-Problem': code },
    body: JSON.stringify(body),
  };
}

/** The router takes the first pattern that fits: fewer variables first, and a greedy one (`{proxy+}`) last. */
const looseness = (path: string): number => path.split('{').length + (path.includes('+}') ? 1000 : 0);

/** One Lambda for every route of a contract: authorises, validates, answers, and turns failures into their status. */
export function api<T extends Routes>(routes: T, answers: Answers<T>, settings: ApiSettings) {
  const table = Object.entries(routes)
    .toSorted(([, a], [, b]) => looseness(a.path) - looseness(b.path))
    .map(([id, route]) => ({
      method: route.method,
      path: route.path,
      handler: (event: APIGatewayProxyEvent) => answer(route, answers[id] as Answer, event, settings),
    }));
  const router = httpRouter<APIGatewayProxyEvent, APIGatewayProxyResult>({
    routes: table,
    notFoundResponse: noSuchRoute,
  });
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .before(({ event }) => {
      // API Gateway has matched already: its template is the route, whatever base path or stage the URL had.
      event.path = event.resource;
    })
    .handler(router);
}

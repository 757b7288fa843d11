import type { Authorizer } from './api-definition.ts';
import { pairsOf } from './incoming.ts';
import type { Incoming } from './incoming.ts';
import type { Match } from './match.ts';
import { AuthorizerReply, verdict } from './policy.ts';
import { broken, Refusal } from './refusal.ts';

/** The function was called and threw, or does not exist; the message is its own. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

/** Calls a function and gives back what it returned; rejects with FunctionFailed, or with whatever kept it from being called. */
export type Invoke = (functionArn: string, event: unknown) => Promise<unknown>;

/** What an authorizer says of the caller: `context.authorizer.*` of the request mappings. */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** Lets a request pass, or throws the Refusal API Gateway would answer. */
export type Authorize = (
  authorizer: Authorizer | undefined,
  request: Incoming,
  found: Match,
  apiId: string,
) => Promise<AuthorizerContext>;

const mostCached = 1_000;

/** A REQUEST authorizer as API Gateway runs it: replies are cached by identity sources, policies judged per request. */
export function requestAuthorizer(invoke: Invoke, now: () => number): Authorize {
  const cache = new Map<string, { readonly until: number; readonly reply: Promise<AuthorizerReply> }>();

  const replyFor = (
    authorizer: Authorizer,
    key: string,
    ask: () => Promise<AuthorizerReply>,
  ): Promise<AuthorizerReply> => {
    if (authorizer.ttlSeconds === 0) return ask();
    const cached = cache.get(key);
    if (cached && cached.until > now()) return cached.reply;

    const reply = ask();
    cache.delete(key);
    cache.set(key, { until: now() + authorizer.ttlSeconds * 1_000, reply });
    reply.catch(() => cache.delete(key));
    const oldest = cache.keys().next();
    if (cache.size > mostCached && !oldest.done) cache.delete(oldest.value);
    return reply;
  };

  return async (authorizer, request, found, apiId) => {
    if (!authorizer || authorizer.type !== 'REQUEST')
      throw misconfigured('The method names no authorizer of type REQUEST');
    const identity = authorizer.identitySources.map((source) => identityValue(source, request));
    if (authorizer.ttlSeconds > 0 && identity.includes('')) throw new Refusal('UNAUTHORIZED', 'Unauthorized');

    const methodArn = methodArnOf(authorizer, request, apiId);
    const key = JSON.stringify([apiId, authorizer.id, request.stage, ...identity]);
    const reply = await replyFor(authorizer, key, () =>
      ask(invoke, authorizer, eventOf(request, found, apiId, methodArn)),
    );

    const judged = verdict(reply, methodArn);
    if (judged !== 'allowed') throw new Refusal('ACCESS_DENIED', denial[judged]);
    return contextOf(reply);
  };
}

const denial = {
  denied: 'User is not authorized to access this resource with an explicit deny in an identity-based policy',
  'not allowed': 'User is not authorized to access this resource',
};

const misconfigured = (detail: string): Refusal => broken('AUTHORIZER_CONFIGURATION_ERROR', detail);

async function ask(invoke: Invoke, { functionArn }: Authorizer, event: unknown): Promise<AuthorizerReply> {
  const returned = await invoke(functionArn, event).catch((error: unknown) => {
    if (!(error instanceof FunctionFailed)) throw error;
    if (error.message === 'Unauthorized') throw new Refusal('UNAUTHORIZED', 'Unauthorized');
    throw broken('AUTHORIZER_FAILURE', `The authorizer ${functionArn} failed: ${error.message}`);
  });
  const reply = AuthorizerReply.safeParse(returned);
  if (!reply.success)
    throw misconfigured(`The authorizer ${functionArn} returned no usable policy: ${reply.error.message}`);
  return reply.data;
}

function identityValue(source: string, request: Incoming): string {
  const [, kind, name = ''] =
    /^(method\.request\.header|method\.request\.querystring|context)\.(.+)$/.exec(source) ?? [];
  if (kind === 'method.request.header') return request.header(name) ?? '';
  if (kind === 'method.request.querystring') return new URLSearchParams(request.query).get(name) ?? '';
  const context: Readonly<Record<string, string>> = { httpMethod: request.httpMethod, path: request.path };
  return context[name] ?? '';
}

/** `arn:…:execute-api:region:account:api/stage/METHOD/path`; region and account are those of the function. */
function methodArnOf({ functionArn }: Authorizer, { stage, httpMethod, path }: Incoming, apiId: string): string {
  const [, partition, , region, account] = functionArn.split(':');
  return `arn:${partition}:execute-api:${region}:${account}:${apiId}/${stage}/${httpMethod}${path}`;
}

function eventOf(request: Incoming, { resource, params }: Match, apiId: string, methodArn: string): unknown {
  const { httpMethod, path, stage, id, sourceIp } = request;
  const headers = [...pairsOf(request.rawHeaders)];
  const query = [...new URLSearchParams(request.query)];
  return {
    type: 'REQUEST',
    methodArn,
    resource: resource.path,
    path,
    httpMethod,
    headers: Object.fromEntries(headers),
    multiValueHeaders: grouped(headers),
    queryStringParameters: Object.fromEntries(query),
    multiValueQueryStringParameters: grouped(query),
    pathParameters: params,
    stageVariables: {},
    requestContext: {
      resourceId: resource.id,
      resourcePath: resource.path,
      path: `/${stage}${path}`,
      httpMethod,
      stage,
      apiId,
      accountId: methodArn.split(':')[4],
      requestId: id,
      protocol: 'HTTP/1.1',
      identity: { sourceIp, userAgent: request.header('user-agent') ?? '' },
    },
  };
}

const grouped = (pairs: readonly [string, string][]): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(pairs, ([name]) => name)).map(([name, all = []]) => [
      name,
      all.map(([, value]) => value),
    ]),
  );

const contextOf = ({ principalId = '', context = {} }: AuthorizerReply): AuthorizerContext => ({
  ...Object.fromEntries(Object.entries(context).map(([name, value]) => [name, String(value)])),
  principalId,
});

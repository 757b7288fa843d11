import type { AuthorizerContext } from './authorize.ts';
import { forwarded, withHeaders } from './headers.ts';
import type { Incoming } from './incoming.ts';
import type { Match } from './match.ts';
import { broken } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** What to ask the emulator for; its port serves everything, the Host says whom. */
export interface UpstreamCall {
  readonly httpMethod: string;
  /** With the query. */
  readonly path: string;
  readonly headers: string[];
  /** Until the end of the response. */
  readonly timeoutMs: number;
}

/** A request the emulator's own API Gateway answers: Lambda, MOCK, and the rest. */
export function gatewayCall(request: Incoming, { method }: Match, apiId: string, emulatorHost: string): UpstreamCall {
  return {
    httpMethod: request.httpMethod,
    path: `/_aws/execute-api/${apiId}/${request.stage}${request.path}${request.query}`,
    // The emulator believes the first X-Forwarded-For, so the client's own is not handed on.
    headers: withHeaders(request.rawHeaders, {
      ...forwarded(request),
      'X-Forwarded-For': request.sourceIp,
      Host: emulatorHost,
    }),
    timeoutMs: method.integration.timeoutMs,
  };
}

/** A request to the load balancer behind a VPC link, as the method's integration spells it. */
export function loadBalancerCall(
  request: Incoming,
  found: Match,
  context: AuthorizerContext,
  apiId: string,
): UpstreamCall {
  const { integration } = found.method;
  const mapped = mappedParameters(request, found, context, apiId);
  const [, host, path = '', query = ''] = /^https?:\/\/([^/?]+)([^?]*)(.*)$/.exec(integration.uri) ?? [];
  if (host === undefined)
    throw misconfigured(`The integration URI of ${found.resource.path} is not a URL: ${integration.uri}`);

  return {
    httpMethod: integration.httpMethod === 'ANY' ? request.httpMethod : integration.httpMethod,
    path: `${filledPath(path || '/', mapped.path, found)}${joinedQuery(query, request.query, mapped.querystring)}`,
    headers: withHeaders(request.rawHeaders, { ...forwarded(request), ...mapped.header, Host: host }),
    timeoutMs: integration.timeoutMs,
  };
}

type Place = 'path' | 'header' | 'querystring';
/** A mapped value that does not exist stays undefined: it also takes away what the client sent under that name. */
type Mapped = Record<Place, Record<string, string | undefined>>;

function mappedParameters(request: Incoming, found: Match, context: AuthorizerContext, apiId: string): Mapped {
  const mapped: Mapped = { path: {}, header: {}, querystring: {} };
  for (const [target, source] of Object.entries(found.method.integration.requestParameters)) {
    const [, place, name] = /^integration\.request\.(path|header|querystring)\.(.+)$/.exec(target) ?? [];
    if (place !== undefined && name !== undefined)
      mapped[place as Place][name] = valueOf(source, request, found, context, apiId);
  }
  return mapped;
}

function valueOf(
  source: string,
  request: Incoming,
  { params, resource }: Match,
  context: AuthorizerContext,
  apiId: string,
): string | undefined {
  const [, literal] = /^'(.*)'$/s.exec(source) ?? [];
  if (literal !== undefined) return literal;
  const [, kind = '', name = ''] =
    /^(method\.request\.(?:path|header|querystring)|context\.authorizer)\.(.+)$/.exec(source) ?? [];
  const named: Record<string, (name: string) => string | undefined> = {
    'method.request.path': (parameter) => params[parameter],
    'method.request.header': request.header,
    'method.request.querystring': (parameter) => new URLSearchParams(request.query).get(parameter) ?? undefined,
    'context.authorizer': (key) => context[key],
  };
  const plain: Record<string, string> = {
    'context.apiId': apiId,
    'context.domainName': request.host,
    'context.httpMethod': request.httpMethod,
    'context.identity.sourceIp': request.sourceIp,
    'context.path': `/${request.stage}${request.path}`,
    'context.requestId': request.id,
    'context.resourcePath': resource.path,
    'context.stage': request.stage,
  };
  return named[kind]?.(name) ?? plain[source];
}

/** API Gateway refuses to deploy a placeholder nothing is mapped to; here it is noticed at the first request. */
function filledPath(template: string, values: Mapped['path'], { resource }: Match): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) {
      throw misconfigured(
        `Map integration.request.path.${name} in the method on ${resource.path}: its URI needs {${name}}`,
      );
    }
    return value;
  });
}

function joinedQuery(fromUri: string, fromClient: string, mapped: Mapped['querystring']): string {
  const added = new URLSearchParams();
  for (const [name, value] of Object.entries(mapped)) if (value !== undefined) added.append(name, value);
  const parts = [fromUri.slice(1), fromClient.slice(1), added.toString()].filter((part) => part !== '');
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

const misconfigured = (detail: string): Refusal => broken('API_CONFIGURATION_ERROR', detail);

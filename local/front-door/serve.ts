import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { addressOf } from './address.ts';
import { send } from './answer.ts';
import type { DeployedApi, GatewayResponses } from './api-definition.ts';
import type { Authorize } from './authorize.ts';
import type { CurrentApi } from './current-api.ts';
import { forward } from './forward.ts';
import { gatewayAnswer } from './gateway-response.ts';
import { incoming } from './incoming.ts';
import type { Incoming } from './incoming.ts';
import { checkHead, limitedBody, mostBodyBytes } from './limits.ts';
import { match } from './match.ts';
import type { Match } from './match.ts';
import { broken, Refusal, unavailable } from './refusal.ts';
import { gatewayCall, loadBalancerCall } from './upstream-call.ts';

export interface Parts {
  readonly stage: string;
  readonly emulator: string;
  readonly upstream: Dispatcher;
  readonly current: CurrentApi;
  readonly authorize: Authorize;
  readonly log: (line: string) => void;
}

/** Answers one request, whatever happens; never rejects. */
export async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url: target = '/', method = 'GET' } = request;
  const address = addressOf(target, parts.stage);
  if (address.kind === 'redirect' && ['GET', 'HEAD'].includes(method)) {
    return send(request, response, { status: 302, headers: { Location: address.location }, body: '' });
  }
  const { path, query } = address.kind === 'api' ? address : { path: target, query: '' };
  const asked = incoming(request, parts.stage, path, query);
  let responses: GatewayResponses = new Map();
  try {
    checkHead(asked);
    if (address.kind !== 'api') throw elsewhere(parts.stage);
    const { api, found } = await findMethod(parts, asked, (read) => (responses = read.gatewayResponses));
    const body = limitedBody(request, mostBodyBytes(found.method.integration));
    await pass(parts, { api, asked, found, body, response });
  } catch (error) {
    send(request, response, gatewayAnswer(asRefusal(error, asked, parts), responses, asked));
  }
}

const elsewhere = (stage: string): Refusal =>
  new Refusal('DEFAULT_4XX', `Nothing is served here: the platform begins at /${stage}/`, {
    status: 404,
    reason: 'Not Found',
  });

/** Looks in the deployed API, and once more in a newer one if it has nothing. */
async function findMethod(
  { current, stage }: Parts,
  { httpMethod, path }: Incoming,
  onRead: (api: DeployedApi) => void,
): Promise<{ api: DeployedApi; found: Match }> {
  for (const read of [current.get, current.getAfterMiss]) {
    const api = await read();
    if (!api) throw unavailable(`Stage ${stage} of the REST API is not deployed yet: deploy shared/platform`);
    onRead(api);
    const found = match(api, httpMethod, path);
    if (found) return { api, found };
  }
  throw new Refusal('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
}

interface Passage {
  readonly api: DeployedApi;
  readonly asked: Incoming;
  readonly found: Match;
  readonly body: ReturnType<typeof limitedBody>;
  readonly response: ServerResponse;
}

async function pass(parts: Parts, { api, asked, found, body, response }: Passage): Promise<void> {
  const { integration, authorizationType, authorizerId = '' } = found.method;
  if (!integration.isPrivate) {
    const call = gatewayCall(asked, found, api.apiId, new URL(parts.emulator).host);
    return forward(parts.upstream, { response, body, call, inspect: expectFunctionAnswer });
  }
  const isOpen = authorizationType === 'NONE';
  const context = isOpen ? {} : await parts.authorize(api.authorizers.get(authorizerId), asked, found, api.apiId);
  return forward(parts.upstream, { response, body, call: loadBalancerCall(asked, found, context, api.apiId) });
}

/** For a function that failed the emulator answers 502 with its error and without CORS headers; API Gateway tells nothing. */
function expectFunctionAnswer(status: number, headers: readonly string[]): void {
  if (status !== 502 || headers.some((name) => name.toLowerCase() === 'access-control-allow-origin')) return;
  throw broken('DEFAULT_5XX', 'the function failed, its log says why');
}

/** Whatever is not an answer of the gateway's own is an emulator that could not be reached. */
function asRefusal(error: unknown, { httpMethod, path }: Incoming, { emulator, log }: Parts): Refusal {
  const refusal =
    error instanceof Refusal ? error : unavailable(`The emulator at ${emulator} does not answer (${String(error)})`);
  if (refusal.status >= 500) log(`${httpMethod} ${path} answered ${refusal.status}: ${refusal.detail}`);
  return refusal;
}

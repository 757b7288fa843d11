import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestAborted, requestIdOf } from '@lisa/gateway/receive';
import type { ServeHandlers } from '@lisa/gateway/serve';
import type { Caller, Callers } from './callers.ts';
import { testConnection } from './connection-test/connection-test.ts';
import type { ConnectionTestParts } from './connection-test/connection-test.ts';
import { alive, liveliness, modelHealth, readiness } from './health.ts';
import type { Condition, HealthAnswer } from './health.ts';
import { infer } from './infer.ts';
import type { InferParts } from './infer.ts';
import { describeModel, listModels, modelInfo } from './models-list.ts';
import { envelope, notAnAdmin, Refusal, unavailable, unexpected, unknownUrl, wrongMethod } from './openai-error.ts';
import { routeOf } from './operations.ts';
import type { Operation, Route } from './operations.ts';
import type { Log } from './ports.ts';
import { accessLine } from './access-line.ts';
import type { Call } from './access-line.ts';

export interface RouterParts extends InferParts, ConnectionTestParts {
  readonly callers: Callers;
  readonly condition: () => Condition;
  readonly log: Log;
}

/** The router as handlers of an HTTP server: identity, the right to use a model, forwarding, errors, access log. */
export function router(parts: RouterParts): ServeHandlers {
  return {
    handle: (request, response) => void answered(opened(request, response), parts),
    shed: (request, response) => {
      const refusal = unavailable('The router is at its limit. Try again shortly.', 1, 'overloaded');
      parts.answers.refuse(request, response, refusal, requestIdOf(request));
    },
    malformed: () => JSON.stringify(envelope('The request is not well-formed HTTP.', 'invalid_request_error')),
  };
}

function opened(request: IncomingMessage, response: ServerResponse): Call {
  const [path = '/', ...rest] = (request.url ?? '/').split('?');
  const query = rest.length === 0 ? '' : `?${rest.join('?')}`;
  return { request, response, requestId: requestIdOf(request), path, query, startedAt: performance.now() };
}

async function answered(call: Call, parts: RouterParts): Promise<void> {
  const { response } = call;
  await answer(call, parts).catch((error: unknown) => refuse(call, error, parts));
  if (!response.closed) await new Promise((resolve) => response.once('close', resolve));
  accessLine(call, parts.log);
}

function refuse(call: Call, error: unknown, { answers, log }: RouterParts): void {
  if (error instanceof RequestAborted) return;
  const { request, response, requestId } = call;
  const refusal = error instanceof Refusal ? error : unexpected();
  if (refusal !== error) log.log('ERROR', 'unexpected', { requestId, error: String((error as Error).stack) });
  call.refusedWith = refusal.message;
  answers.refuse(request, response, refusal, requestId);
}

async function answer(call: Call, parts: RouterParts): Promise<void> {
  const { request, response, path } = call;
  const method = request.method ?? '';
  if (method === 'OPTIONS') return parts.answers.preflight(request, response);
  const route = routeOf(path);
  if (route === undefined) throw unknownUrl(method, path);
  if (method !== route.method) throw wrongMethod(method, route.method);
  return perform(call, route, parts);
}

async function perform(call: Call, { access, operation }: Route, parts: RouterParts): Promise<void> {
  const caller = access === 'public' ? anonymous : await parts.callers.callerOf(call.request);
  call.user = caller.username;
  if (access === 'admin' && !caller.isAdmin) throw notAnAdmin();
  if (operation.kind === 'connection-test') return reply(call, ok(await testConnection(call.request, parts)), parts);
  if (operation.kind !== 'inference') return reply(call, told(operation, caller, parts), parts);
  const { request, response, requestId, query } = call;
  const { path, limits, surface } = operation;
  call.inferred = await infer({ request, response, requestId, query, caller, path, limits, surface }, parts);
}

const anonymous: Caller = { username: '', groups: [], isAdmin: false };
const ok = (body: unknown): HealthAnswer => ({ status: 200, body });

function told(
  operation: Exclude<Operation, { kind: 'inference' | 'connection-test' }>,
  caller: Caller,
  { table, condition }: RouterParts,
): HealthAnswer {
  switch (operation.kind) {
    case 'models':
      return ok(listModels(table, caller));
    case 'model':
      return ok(describeModel(table, caller, operation.modelId));
    case 'model-info':
      return ok(modelInfo(table, caller));
    case 'health':
      return modelHealth(table, caller);
    case 'readiness':
      return readiness(condition());
    case 'liveliness':
      return liveliness;
    case 'alive':
      return alive;
  }
}

function reply({ request, response, requestId }: Call, { status, body }: HealthAnswer, { answers }: RouterParts): void {
  answers.json(request, response, status, body, ['x-request-id', requestId]);
}

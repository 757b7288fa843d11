import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Deadlines, Limits } from '@lisa/gateway/deadlines';
import { forward } from '@lisa/gateway/forward';
import type { Outcome } from '@lisa/gateway/forward';
import { requestHeaders } from '@lisa/gateway/headers';
import type { HeaderList } from '@lisa/gateway/headers';
import type { Upstreams } from '@lisa/gateway/upstreams';
import { mayUse } from './callers.ts';
import type { Caller } from './callers.ts';
import type { Answers } from './answers.ts';
import { readNamedBody } from './named-body.ts';
import type { NamedBody } from './named-body.ts';
import { badRequest, modelNotFound, unavailable, upstreamRefusal } from './openai-error.ts';
import { receivedBody } from './received-body.ts';
import { repairedAnswer } from './repair/answer.ts';
import type { Destination, Route, RoutesTable } from './routes-table.ts';
import type { Surface } from './surfaces/surface.ts';

export interface InferParts {
  readonly table: RoutesTable;
  readonly upstreams: Upstreams;
  readonly deadlines: Deadlines;
  readonly answers: Answers;
}

/** One call for a model. */
export interface InferenceCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly caller: Caller;
  readonly surface: Surface;
  /** The path after the base, such as `/chat/completions`. */
  readonly path: string;
  /** The query string with its question mark, or nothing. */
  readonly query: string;
  readonly limits: Limits;
}

/** How a call ended, for the access log. */
export interface Inferred {
  readonly model: string;
  readonly via: string;
  readonly outcome: Outcome;
}

const bodyLimits = { bytes: 10 * 1024 * 1024, ms: 60_000 };

/** Sends a call to its model and the answer back. Throws the Refusal that answers it when it may not or cannot go. */
export async function infer(call: InferenceCall, parts: InferParts): Promise<Inferred> {
  const body = await receivedBody(call.request, bodyLimits, parts.deadlines);
  const named = readNamedBody(body);
  const destination = destinationOf(named, call, parts.table);
  call.surface.check?.(body);
  const context = {
    surface: call.surface,
    via: destination.via,
    modelId: named.model,
    url: call.request.url,
    requestId: call.requestId,
    stillRouted: () => parts.table.find(named.model) !== undefined,
    common: parts.answers.commonHeaders(call.request),
  };
  const outcome = await forward(call.response, forwarded(call, named, destination, parts.upstreams), {
    limits: call.limits,
    deadlines: parts.deadlines,
    answer: (status, headers) => repairedAnswer(status, headers, context),
    refuse: (failure) => parts.answers.refuse(call.request, call.response, upstreamRefusal(failure), call.requestId),
  });
  return { model: named.model, via: destination.via, outcome };
}

function destinationOf(
  { model }: NamedBody,
  { caller, surface, path }: InferenceCall,
  table: RoutesTable,
): Destination {
  const route = table.find(model);
  if (!route || !mayUse(caller, route.model)) throw modelNotFound(model);
  const reach = surface.isTranslated ? translatedReach(route, path) : route.reach;
  if ('closed' in reach)
    throw unavailable(`The model '${model}' is not available: ${reach.closed}`, 5, 'model_unavailable');
  return reach;
}

function translatedReach({ model, translated }: Route, path: string): Route['reach'] {
  if (model.modelType === 'textgen') return translated;
  const message = `The model '${model.modelId}' writes no text (${model.modelType}): it does not answer ${path}.`;
  throw badRequest(message, { code: 'unsupported_model', param: 'model' });
}

function forwarded(call: InferenceCall, named: NamedBody, destination: Destination, upstreams: Upstreams) {
  const { via, origin, basePath, model } = destination;
  return {
    upstream: upstreams.to(origin),
    method: 'POST',
    // LiteLLM lets `?model=` override the body's model, which is the one we authorized.
    path: `${basePath}${call.path}${via === 'litellm' ? '' : call.query}`,
    headers: headersTo(destination, call),
    body: named.naming(model),
    repeatable: true,
  };
}

function headersTo({ via, authorization }: Destination, { request, requestId, surface }: InferenceCall): HeaderList {
  const headers = requestHeaders(request.rawHeaders, (name) => surface.callerHeaders.has(name));
  // We read the body as JSON to authorize it, so the upstream must not read it as anything else.
  headers.push('content-type', 'application/json', 'x-request-id', requestId);
  if (authorization !== undefined) headers.push('authorization', authorization);
  if (via === 'litellm') headers.push('accept-encoding', 'identity');
  return headers;
}

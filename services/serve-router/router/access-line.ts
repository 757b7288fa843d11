import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Inferred } from './infer.ts';
import type { Log } from './ports.ts';

/** One request on its way through the router, and what is learnt of it there. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly path: string;
  readonly query: string;
  readonly startedAt: number;
  user?: string;
  inferred?: Inferred;
  refusedWith?: string;
}

/** Balancers ask several times a minute; their questions would drown the others. */
const unlogged = new Set(['/health', '/health/readiness', '/health/liveliness']);

/** Logs who called what, how it ended and how long it took; no credential, prompt or answer. */
export function accessLine(
  { request, response, requestId, path, user, inferred, refusedWith, startedAt }: Call,
  log: Log,
): void {
  if (unlogged.has(path)) return;
  log.log('INFO', 'request', {
    requestId,
    method: request.method,
    path,
    status: response.statusCode,
    user,
    end: response.writableFinished ? 'complete' : 'client-gone',
    reason: refusedWith,
    ...(inferred && upstreamFacts(inferred)),
    ms: Math.round(performance.now() - startedAt),
  });
}

function upstreamFacts({ model, via, outcome }: Inferred): object {
  const { end, failure, upstreamStatus, bytes, firstByteMs } = outcome;
  return {
    model,
    via,
    end,
    reason: failure?.kind,
    upstreamStatus,
    bytes,
    firstByteMs: firstByteMs && Math.round(firstByteMs),
  };
}

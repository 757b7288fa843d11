import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { endToEnd } from './headers.ts';
import { Refusal } from './refusal.ts';
import type { UpstreamCall } from './upstream-call.ts';

interface Exchange {
  readonly response: ServerResponse;
  readonly body: Readable | null;
  readonly call: UpstreamCall;
  /** Looks at the head of a response before it is passed on; throws to answer something else instead. */
  readonly inspect?: (status: number, rawHeaders: readonly string[]) => void;
}

/**
 * Streams a request to `upstream` and its response back, event by event, as fast as the slower side reads. Whoever hangs up
 * ends both sides at once. Rejects only while nothing was sent yet; a response that breaks later is cut.
 */
export function forward(upstream: Dispatcher, { response, body, call, inspect }: Exchange): Promise<void> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    const clientLeft = (): void => controller?.abort(new Error('The client hung up'));
    const deadline = setTimeout(
      () => controller?.abort(new Refusal('INTEGRATION_TIMEOUT', 'Endpoint request timed out')),
      call.timeoutMs,
    );
    const goOn = (): void => controller?.resume();
    const settle = (error?: Error): void => {
      clearTimeout(deadline);
      response.off('close', clientLeft).off('drain', goOn);
      if (error && !response.headersSent && !response.destroyed) return reject(error);
      if (error) response.destroy();
      resolve();
    };
    response.on('close', clientLeft).on('drain', goOn);

    upstream.dispatch(
      { path: call.path, method: call.httpMethod, headers: call.headers, body },
      {
        onRequestStart(started) {
          controller = started;
          if (response.destroyed) clientLeft();
        },
        onResponseStart({ rawHeaders }, status) {
          if (status < 200) return;
          const headers = endToEnd(asText(rawHeaders), status === 204 ? ['content-length'] : []);
          inspect?.(status, headers);
          response.writeHead(status, headers);
          response.flushHeaders();
        },
        onResponseData(streaming, chunk) {
          if (!response.write(chunk)) streaming.pause();
        },
        onResponseEnd() {
          response.end();
          settle();
        },
        onResponseError: (_, error) => settle(error),
      },
    );
  });
}

function asText(rawHeaders: Dispatcher.DispatchController['rawHeaders']): string[] {
  return Array.isArray(rawHeaders)
    ? rawHeaders.map((part) => (typeof part === 'string' ? part : part.toString('latin1')))
    : [];
}

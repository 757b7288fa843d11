import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { errors } from 'undici';
import type { Dispatcher } from 'undici';
import type { Deadlines, Limits, Overrun, Watch } from './deadlines.ts';
import type { HeaderList } from './headers.ts';
import type { Upstream } from './upstreams.ts';

/** A request to pass on. Its headers are final: nothing is added but what HTTP itself needs. */
export interface ForwardedRequest {
  readonly upstream: Upstream;
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: Buffer | Readable | null;
  /** It may be sent once more when a kept connection turns out to have been closed; needs a body in memory. */
  readonly repeatable?: boolean;
}

/** Why an upstream's answer did not come, or did not come to its end. */
export type UpstreamFailure =
  { readonly kind: 'busy' | 'unreachable' | 'died' | 'refused' } | { readonly kind: 'late'; readonly overrun: Overrun };

/** Changes a body as it passes; what `push` keeps back has to be little. */
export interface BodyTransform {
  push(chunk: Buffer): Buffer | undefined;
  end(): Buffer | undefined;
}

/** The upstream's answer as the client gets it, part by part. */
export interface PassingAnswer {
  readonly kind: 'pass';
  readonly status: number;
  readonly headers: HeaderList;
  /** Sends the head before the first byte of the body is there: for streams that begin with silence. */
  readonly headFirst?: boolean;
  readonly transform?: BodyTransform | undefined;
  /** What a client that already reads is told when the upstream dies; the end stays visibly unclean. */
  readonly lastWords?: ((failure: UpstreamFailure) => Buffer) | undefined;
}

/** An answer that is judged by its whole body first; a body above the limit counts as a dead upstream. */
export interface WholeAnswer {
  readonly kind: 'whole';
  readonly limitBytes: number;
  compose(body: Buffer): { readonly status: number; readonly headers: HeaderList; readonly body: Buffer };
}

/** What is done with an answer, decided from its head. */
export type Answer = PassingAnswer | WholeAnswer | { readonly kind: 'refuse'; readonly failure: UpstreamFailure };

export interface ForwardPolicy {
  readonly limits: Limits;
  readonly deadlines: Deadlines;
  answer(status: number, headers: IncomingHttpHeaders): Answer;
  /** Answers in the upstream's place; called at most once, and only while nothing was sent. */
  refuse(failure: UpstreamFailure): void;
}

/** How an exchange ended. */
export interface Outcome {
  readonly end: 'complete' | 'client-gone' | 'refused' | 'broken';
  readonly failure?: UpstreamFailure | undefined;
  /** Status the upstream answered with; 0 when it did not. */
  readonly upstreamStatus: number;
  readonly bytes: number;
  /** Milliseconds until the first byte of the upstream's body; undefined when none came. */
  readonly firstByteMs: number | undefined;
}

/**
 * Passes a request to its upstream and the answer back as it comes. Neither side outruns the other, and when one goes
 * away the other is let go at once. Resolves when `response` is closed; never rejects.
 */
export function forward(response: ServerResponse, request: ForwardedRequest, policy: ForwardPolicy): Promise<Outcome> {
  return new Promise((resolve) => new Exchange(response, request, policy, resolve).start());
}

const clientGone = new Error('The client went away');
const tooLate = new Error('A deadline of the exchange has passed');
const notWanted = new Error('The answer is replaced');
class Exchange implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  readonly #request: ForwardedRequest;
  readonly #policy: ForwardPolicy;
  readonly #resolve: (outcome: Outcome) => void;
  readonly #watch: Watch;
  readonly #startedAt = performance.now();
  #controller: Dispatcher.DispatchController | undefined;
  #answer: PassingAnswer | WholeAnswer | undefined;
  #collected: Buffer[] = [];
  #begun = false;
  #repeated = false;
  #failure: UpstreamFailure | undefined;
  #upstreamStatus = 0;
  #bytes = 0;
  #firstByteMs: number | undefined;

  constructor(
    response: ServerResponse,
    request: ForwardedRequest,
    policy: ForwardPolicy,
    resolve: (outcome: Outcome) => void,
  ) {
    this.#response = response;
    this.#request = request;
    this.#policy = policy;
    this.#resolve = resolve;
    this.#watch = policy.deadlines.watch(policy.limits, (overrun) => this.#late(overrun));
  }

  start(): void {
    this.#response.once('close', () => this.#closed());
    this.#begun = this.#request.upstream.begin();
    if (this.#begun) this.#dispatch();
    else this.#fail({ kind: 'busy' });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#response.destroyed) controller.abort(clientGone);
    else if (this.#failure !== undefined) controller.abort(tooLate);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#upstreamStatus = status;
    const answer = this.#policy.answer(status, headers);
    if (answer.kind === 'refuse') {
      this.#fail(answer.failure);
      return controller.abort(notWanted);
    }
    this.#answer = answer;
    if (answer.kind === 'whole') return;
    this.#response.writeHead(answer.status, answer.headers);
    if (answer.headFirst === true) this.#response.flushHeaders();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#firstByteMs ??= performance.now() - this.#startedAt;
    this.#bytes += chunk.length;
    this.#watch.moved();
    if (this.#answer?.kind === 'whole') return this.#collect(controller, chunk, this.#answer.limitBytes);
    const transform = this.#answer?.transform;
    const out = transform ? transform.push(chunk) : chunk;
    if (out === undefined || this.#response.write(out)) return;
    controller.pause();
    this.#watch.stalled();
    this.#response.once('drain', () => {
      this.#watch.resumed();
      controller.resume();
    });
  }

  onResponseEnd(): void {
    this.#leave();
    if (this.#response.destroyed || this.#answer === undefined) return;
    // What is still unsent waits for the client alone.
    this.#watch.stalled();
    if (this.#answer.kind === 'pass') return void this.#response.end(this.#answer.transform?.end());
    const { status, headers, body } = this.#answer.compose(Buffer.concat(this.#collected));
    this.#response.writeHead(status, headers).end(body);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const isOver = this.#response.destroyed || this.#failure !== undefined;
    if (!isOver && this.#mayRepeat(error)) return this.#dispatch();
    this.#leave();
    if (!isOver) this.#fail({ kind: this.#controller === undefined ? 'unreachable' : 'died' });
  }

  #dispatch(): void {
    const { upstream, method, path, headers, body } = this.#request;
    this.#controller = undefined;
    upstream.dispatcher.dispatch({ origin: upstream.origin, method, path, headers, body }, this);
  }

  /** A connection that had served before and was closed without a byte for us: its upstream closed it while idle. */
  #mayRepeat(error: Error): boolean {
    const wasKept = error instanceof errors.SocketError && (error.socket?.bytesRead ?? 0) > 0;
    if (!wasKept || this.#repeated || this.#upstreamStatus !== 0 || this.#request.repeatable !== true) return false;
    this.#repeated = this.#request.upstream.mayRepeat();
    return this.#repeated;
  }

  #collect(controller: Dispatcher.DispatchController, chunk: Buffer, limitBytes: number): void {
    this.#collected.push(chunk);
    if (this.#bytes <= limitBytes) return;
    this.#fail({ kind: 'died' });
    controller.abort(notWanted);
  }

  #late(overrun: Overrun): void {
    if (overrun === 'stalled-reader') this.#response.destroy();
    else this.#fail({ kind: 'late', overrun });
    this.#controller?.abort(tooLate);
  }

  #fail(failure: UpstreamFailure): void {
    this.#failure = failure;
    if (this.#response.headersSent) return this.#breakOff(failure);
    this.#watch.stalled();
    this.#policy.refuse(failure);
  }

  /** The client learns why, and that this is not the end it was promised: the last chunk or byte is missing. */
  #breakOff(failure: UpstreamFailure): void {
    const lastWords = this.#answer?.kind === 'pass' ? this.#answer.lastWords?.(failure) : undefined;
    if (lastWords !== undefined) this.#response.write(lastWords);
    this.#watch.stalled();
    this.#response.socket?.destroySoon();
  }

  #leave(): void {
    if (this.#begun) this.#request.upstream.end();
    this.#begun = false;
  }

  #closed(): void {
    this.#watch.done();
    const complete = this.#response.writableFinished;
    if (!complete) this.#controller?.abort(clientGone);
    this.#resolve({
      end: this.#failure === undefined ? (complete ? 'complete' : 'client-gone') : complete ? 'refused' : 'broken',
      failure: this.#failure,
      upstreamStatus: this.#upstreamStatus,
      bytes: this.#bytes,
      firstByteMs: this.#firstByteMs,
    });
  }
}

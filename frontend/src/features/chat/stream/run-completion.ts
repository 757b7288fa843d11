import { signalsOf, signalsOfWhole } from './completion-signals.ts';
import { failureOf, networkLost } from './failures.ts';
import { readRefusal } from './read-refusal.ts';
import { readSse } from './read-sse.ts';
import type { Signal } from './signals.ts';

/** Sends the question; resolves with the reply as soon as its headers are there, rejects when the network fails. */
export type SendQuestion = (signal: AbortSignal) => Promise<Response>;

/**
 * Runs one question to its end and hands over what arrives, in arrival order. Never throws: the last signal is always
 * `end`, `closed`, `failure` or, at once after an abort, `stop`.
 */
export async function runCompletion(
  send: SendQuestion,
  abort: AbortSignal,
  receive: (signals: readonly Signal[]) => void,
): Promise<void> {
  const stopped = new Promise<'stopped'>((resolve) => {
    if (abort.aborted) resolve('stopped');
    abort.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  let isOver = false;
  const hand = (signals: readonly Signal[]): void => {
    if (!isOver) receive(signals);
  };
  const outcome = await Promise.race([answer(send, abort, hand), stopped]);
  isOver = true;
  const last: readonly Signal[] = abort.aborted || outcome === 'stopped' ? [{ kind: 'stop' }] : outcome;
  if (last.length > 0) receive(last);
}

async function answer(
  send: SendQuestion,
  abort: AbortSignal,
  hand: (signals: readonly Signal[]) => void,
): Promise<readonly Signal[]> {
  try {
    const response = await send(abort);
    if (!response.ok) return [{ kind: 'failure', failure: failureOf(await readRefusal(response)) }];
    return await receiveAnswer(response, abort, hand);
  } catch {
    return [{ kind: 'failure', failure: networkLost }];
  }
}

/** Somebody between us and the router answered with a page of their own, as a proxy does that wants a sign-in. */
const pageOfProxy = { status: 502, code: '', type: '', message: 'A web page came instead of an answer.' };

async function receiveAnswer(
  response: Response,
  abort: AbortSignal,
  hand: (signals: readonly Signal[]) => void,
): Promise<readonly Signal[]> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('application/json')) return signalsOfWhole(await response.json());
  if (type.includes('text/html')) return [{ kind: 'failure', failure: failureOf(pageOfProxy) }];
  if (response.body === null) return [{ kind: 'closed' }];
  for await (const events of readSse(response.body, abort)) {
    const signals = events.flatMap(signalsOf);
    hand(signals);
    if (signals.some(({ kind }) => kind === 'end' || kind === 'failure')) return [];
  }
  return [{ kind: 'closed' }];
}

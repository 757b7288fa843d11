import { isFinal, stepAll, waitingSince } from '../stream/machine.ts';
import type { Answer } from '../stream/machine.ts';
import { runCompletion } from '../stream/run-completion.ts';
import type { SendQuestion } from '../stream/run-completion.ts';
import type { Signal } from '../stream/signals.ts';

/** An answer that is being written: what shows it follows it, and nothing else on the page is drawn again. */
export interface Answering {
  readonly id: string;
  /** The question it answers. */
  readonly parentId: string;
  readonly modelId: string;
  current(): Answer;
  subscribe(listener: () => void): () => void;
  stop(): void;
}

export interface AnsweringPorts {
  now(): number;
  /** Runs something before the next frame is drawn. */
  nextFrame(run: () => void): void;
}

type Asked = Pick<Answering, 'id' | 'parentId' | 'modelId'>;

/** Share of the time that drawing an answer may take; typing and scrolling have the rest. */
const restAfterDrawing = 2;

/** Asks, and follows the answer; `finished` is told once, at the end. Signals are collected and shown frame by frame. */
export function beginAnswering(
  asked: Asked,
  send: SendQuestion,
  ports: AnsweringPorts,
  finished: (answer: Answer) => void,
): Answering {
  const abort = new AbortController();
  const listeners = new Set<() => void>();
  let answer = waitingSince(ports.now());
  let arrived: Signal[] = [];
  let isScheduled = false;
  let mayDrawAt = 0;

  function show(): void {
    const began = ports.now();
    answer = stepAll(answer, arrived, began);
    arrived = [];
    for (const listener of listeners) listener();
    // React draws what follows an outside store before the next task, so this sees how long that took.
    setTimeout(() => (mayDrawAt = ports.now() + (ports.now() - began) * restAfterDrawing), 0);
  }

  function frame(): void {
    if (ports.now() < mayDrawAt && arrived.every(({ kind }) => kind !== 'stop')) return ports.nextFrame(frame);
    isScheduled = false;
    if (arrived.length > 0) show();
  }

  function receive(signals: readonly Signal[]): void {
    arrived.push(...signals);
    if (isScheduled) return;
    isScheduled = true;
    ports.nextFrame(frame);
  }

  void runCompletion(send, abort.signal, receive).then(() => {
    show();
    if (isFinal(answer)) finished(answer);
  });

  return {
    ...asked,
    current: () => answer,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => abort.abort(),
  };
}

import { parentPort, Worker } from 'node:worker_threads';

/** Short-lived objects die young, and are cheapest to collect in a large nursery. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/** Hands the tasks out to workers, each the next one when it has done its last; `module` is one that calls `serves`. */
export async function workThrough<T, R>(
  module: URL,
  threads: number,
  tasks: readonly T[],
  done: (result: R, task: T) => void,
): Promise<void> {
  const left = tasks.values();
  await Promise.all(Array.from({ length: threads }, () => oneThread(module, left, done)));
}

function oneThread<T, R>(module: URL, left: Iterator<T>, done: (result: R, task: T) => void): Promise<void> {
  const worker = new Worker(module, { resourceLimits });
  return new Promise((resolve, reject) => {
    const hand = (): void => {
      const next = left.next();
      if (next.done) {
        resolve();
        return void worker.terminate();
      }
      worker.once('message', (result: R) => {
        done(result, next.value);
        hand();
      });
      worker.postMessage(next.value);
    };
    worker.once('error', reject);
    hand();
  });
}

/** In a worker: does each task it is handed. */
export function serves<T, R>(work: (task: T) => Promise<R>): void {
  parentPort?.on('message', (task: T) => void work(task).then((result) => parentPort?.postMessage(result)));
}

/** Something that is going to happen; once cancelled it does not. */
export interface Appointment {
  cancel(): void;
}

/** Virtual time. It moves only from one appointment to the next, so an hour costs no more than what happens in it. */
export interface Timeline {
  /** Epoch milliseconds. */
  now(): number;
  /** How many appointments were kept; a measure of work that every machine agrees on. */
  kept(): number;
  /** Runs `happen` that many milliseconds from now. Those of the same moment run in the order in which they were made. */
  after(milliseconds: number, happen: () => void): Appointment;
  /** Lets time pass until `end`, or until `isOver` says so, which is asked once everything has run on that an appointment set off. */
  pass(end: number, isOver?: () => boolean): Promise<void>;
}

interface Entry extends Appointment {
  readonly at: number;
  readonly order: number;
  happen: (() => void) | undefined;
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export function timeline(start = Date.UTC(2026, 10, 21, 14)): Timeline {
  const heap: Entry[] = [];
  let time = start;
  let made = 0;
  let kept = 0;

  /** Keeps the next appointment; false if there is none until `end`. */
  const keepNext = (end: number): boolean => {
    const next = heap[0];
    if (!next || next.at > end) return false;
    pop(heap);
    if (!next.happen) return true;
    time = next.at;
    kept++;
    next.happen();
    return true;
  };

  return {
    now: () => time,
    kept: () => kept,
    after(milliseconds, happen) {
      const entry: Entry = { at: time + milliseconds, order: made++, happen, cancel };
      push(heap, entry);
      return entry;
    },
    pass: (end, isOver = () => false) =>
      new Promise((resolve, reject) => {
        const step = (): void => {
          try {
            if (isOver()) return resolve();
            if (keepNext(end)) return onceSettled(step);
            time = Math.max(time, end);
            resolve();
          } catch (error) {
            reject(error as Error);
          }
        };
        onceSettled(step);
      }),
  };
}

const ready = Promise.resolve();

/** Runs `next` once everything has run that is ready: a tick asked for by a promise comes after all others. A tenth of `setImmediate`. */
const onceSettled = (next: () => void): void => void ready.then(() => process.nextTick(next));

function cancel(this: Entry): void {
  this.happen = undefined;
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (isBefore(heap[parent]!, entry)) break;
    heap[index] = heap[parent]!;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    if (isBefore(last, heap[child]!)) break;
    heap[index] = heap[child]!;
    index = child;
  }
  heap[index] = last;
}

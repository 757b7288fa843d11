import type { SeededRandom } from './seeded-random.ts';

/** What a process dies of; its name is what Step Functions sees of a Lambda that vanished. */
export class Crash extends Error {
  constructor() {
    super('The process crashed');
    this.name = 'Lambda.ServiceException';
  }
}

/** Waits until it is its turn, before and after a call; may crash instead. */
export type Turn = () => Promise<void>;

/** Lets processes take turns in an order that a seed repeats: each call of a port is a place where another may go first. */
export interface Scheduler {
  /** How many processes wait for their turn. */
  waiting(): number;
  /** A new process. One that may crash can die at any of its turns, and is dead from then on. */
  process(mayCrash: boolean): Turn;
  /** Gives one process its turn. */
  step(): Promise<void>;
}

interface Waiting {
  resume(): void;
  crash(): void;
}

/** Lets everything run on that does not wait for a turn. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function scheduler(random: SeededRandom, crashes: () => number): Scheduler {
  const queue: Waiting[] = [];
  return {
    waiting: () => queue.length,
    process(mayCrash) {
      let isDead = false;
      return () =>
        new Promise<void>((resolve, reject) => {
          if (isDead) return reject(new Crash());
          const crash = (): void => {
            isDead = true;
            reject(new Crash());
          };
          queue.push({ resume: resolve, crash: mayCrash ? crash : resolve });
        });
    },
    async step() {
      const [chosen] = queue.splice(random.below(queue.length), 1);
      if (random.chance(crashes())) chosen?.crash();
      else chosen?.resume();
      await settled();
    },
  };
}

type Asynchronous<T> = { readonly [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? T[K] : never };

/** The port, each of whose calls takes a turn before it and one after it. */
export function interleaved<T extends object>(port: T & Asynchronous<T>, turn: Turn): T {
  const calls = Object.entries(port as Record<string, (...args: unknown[]) => Promise<unknown>>);
  const slowed = calls.map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      await turn();
      const answer = await call(...args);
      await turn();
      return answer;
    },
  ]);
  return Object.fromEntries(slowed) as T;
}

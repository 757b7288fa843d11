import { currentTrace, inTrace } from '@lisa/kit/trace';
import { awsError, type Host } from './host.ts';

/** What kind of call it is decides by which names it is refused. */
export interface CallKind {
  /** Error names of a refusal; the call was not done. */
  readonly refusals: readonly string[];
}

export const dynamoDb: CallKind = {
  refusals: ['ThrottlingException', 'ProvisionedThroughputExceededException', 'InternalServerError'],
};
export const cloudFormation: CallKind = { refusals: ['Throttling'] };
export const otherAws: CallKind = { refusals: ['ThrottlingException'] };

/** One run of one function, from its start until it ends or dies. A dead one's calls never come back. */
export interface SimulatedProcess {
  readonly name: string;
  /** This machine's idea of the time. */
  now(): number;
  /** Does `work` in one step, somewhere in between what others do; may be refused, be done and reported as failed, or be the last. */
  call<T>(label: string, kind: CallKind, work: () => T | Promise<T>): Promise<T>;
  /** Ends it: whatever it waits for never comes. */
  kill(): void;
}

type Outcome = 'ok' | 'refused' | 'ambiguous' | 'dies before' | 'dies after';

const longestPause = 60_000;
const skew = 5_000;

/** A process that may die; `died` is told when it does by itself. */
export function simulatedProcess(host: Host, name: string, died: () => void): SimulatedProcess {
  const { random, time, trace } = host;
  const ahead = random.below(2 * skew) - skew;
  let isDead = false;

  const die = (label: string): void => {
    if (isDead) return;
    isDead = true;
    trace.note(`${name} dies at ${label}`);
    died();
  };

  const call = <T>(label: string, kind: CallKind, work: () => T | Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const outcome = outcomeOf(host);
      // What is done belongs to the trace of whoever asked for it.
      const asked = currentTrace();
      const back = (settle: () => void): void => {
        time.after(latency(host), () => {
          if (isDead) return;
          if (outcome === 'dies after') return die(label);
          settle();
        });
      };
      const perform = async (): Promise<void> => {
        try {
          const answer = await work();
          trace.note(`${name} ${label} ${outcome}`);
          back(() => (outcome === 'ambiguous' ? reject(awsError('TimeoutError')) : resolve(answer)));
        } catch (error) {
          trace.note(`${name} ${label} fails: ${(error as Error).name}`);
          back(() => reject(error as Error));
        }
      };
      time.after(latency(host), () => {
        if (isDead) return;
        if (outcome === 'dies before') return die(label);
        if (outcome !== 'refused') return void (asked ? inTrace(asked, perform) : perform());
        trace.note(`${name} ${label} refused`);
        back(() => reject(awsError(random.pick(kind.refusals))));
      });
    });

  return {
    name,
    now: () => time.now() + ahead,
    call,
    kill() {
      isDead = true;
    },
  };
}

function outcomeOf({ random, faults }: Host): Outcome {
  const { crash, throttle, ambiguous } = faults();
  const drawn = random.next();
  if (drawn < crash / 2) return 'dies before';
  if (drawn < crash) return 'dies after';
  if (drawn < crash + throttle) return 'refused';
  if (drawn < crash + throttle + ambiguous) return 'ambiguous';
  return 'ok';
}

function latency({ random, faults }: Host): number {
  const { pause } = faults();
  if (pause === 0) return 1 + random.below(40);
  const drawn = random.next();
  if (drawn < pause) return random.below(longestPause);
  // Where processes may stand still, some are slow, and more of them meet.
  return 1 + random.below(drawn < 0.15 ? 2000 : 40);
}

/** The port as this process sees it: each of its calls is one step. */
export function stepped<T extends object>(process: SimulatedProcess, label: string, kind: CallKind, port: T): T {
  return new Proxy(port, {
    get(target, key) {
      const method = target[key as keyof T];
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => process.call(`${label}.${String(key)}`, kind, () => method.apply(target, args));
    },
  });
}

interface Sends {
  send(command: object): Promise<unknown>;
}

/** The SDK client as this process sees it: each command is one step. Inherits from the client, whose class paginators ask for. */
export function steppedClient<C extends object>(process: SimulatedProcess, kind: CallKind, client: C): C {
  const own = Object.create(client) as C & Sends;
  own.send = (command) => process.call(command.constructor.name, kind, () => (client as C & Sends).send(command));
  return own;
}

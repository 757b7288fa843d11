import { awsError, type Host } from './host.ts';
import { simulatedProcess, type SimulatedProcess } from './process.ts';

/** How a function that vanished appears to whoever called it. */
const deaths = ['Lambda.Unknown', 'Runtime.ExitError', 'Lambda.ServiceException'];

type Work = (process: SimulatedProcess) => Promise<unknown>;

/** Runs `work` as one synchronous invocation: answers what it answers, or throws what Lambda says of its end. */
export function invoke(host: Host, name: string, limitSeconds: number, work: Work): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const process = simulatedProcess(host, name, () => {
      limit.cancel();
      reject(awsError(host.random.pick(deaths), `${name} exited`));
    });
    const limit = host.time.after(limitSeconds * 1000, () => {
      process.kill();
      host.trace.note(`${name} timed out`);
      reject(awsError('Sandbox.Timedout', `${name} timed out after ${limitSeconds} seconds`));
    });
    const end = <T>(settle: (value: T) => void) => {
      return (value: T): void => {
        limit.cancel();
        process.kill();
        settle(value);
      };
    };
    work(process).then(end(resolve), end(reject));
  });
}

/** Lambda tries an asynchronous invocation again after one and two minutes. */
const retriesAfter = [60_000, 120_000];

/** Runs `work` as an asynchronous invocation: up to three attempts, then `giveUp`. Does not wait. */
export function invokeLater(
  host: Host,
  name: string,
  limitSeconds: number,
  work: Work,
  giveUp: (error: Error) => void,
): void {
  const attempt = (earlier: number): void => {
    invoke(host, name, limitSeconds, work).then(undefined, (error: Error) => {
      const wait = retriesAfter[earlier];
      if (wait === undefined) return giveUp(error);
      host.time.after(wait, () => attempt(earlier + 1));
    });
  };
  attempt(0);
}

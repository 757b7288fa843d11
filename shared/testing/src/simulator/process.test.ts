import { CreateStackCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { currentTrace, inTrace } from '@lisa/kit/trace';
import type { Faults } from './faults.ts';
import { invoke, invokeLater } from './lambda.ts';
import { dynamoDb, simulatedProcess, stepped, steppedClient } from './process.ts';
import { aHost, pass } from './simulated-host.fixture.ts';

/** A port that counts what was done, seen by one process under these faults. */
async function calling(faults: Partial<Faults>) {
  const host = aHost(faults);
  const told = { done: 0, died: 0, answer: 'nothing' };
  const process = simulatedProcess(host, 'p', () => told.died++);
  const port = stepped(process, 'port', dynamoDb, { write: async () => ++told.done });
  port.write().then(
    (answer) => (told.answer = `answer ${answer}`),
    (error: Error) => (told.answer = error.name),
  );
  await pass(host, 120);
  return told;
}

describe('a call of a process', () => {
  it('is done and answered', async () => {
    expect(await calling({})).toEqual({ done: 1, died: 0, answer: 'answer 1' });
  });

  it('is refused, and then not done', async () => {
    const { done, answer } = await calling({ throttle: 1 });

    expect(done).toBe(0);
    expect(dynamoDb.refusals).toContain(answer);
  });

  it('is done and reported as failed', async () => {
    expect(await calling({ ambiguous: 1 })).toEqual({ done: 1, died: 0, answer: 'TimeoutError' });
  });

  it('is the last, done or not, and then never answered', async () => {
    const host = aHost({ crash: 1 });
    const done = new Set<boolean>();
    for (let n = 0; n < 20; n++) {
      let wasDone = false;
      const process = simulatedProcess(host, 'p', () => done.add(wasDone));
      void process.call('write', dynamoDb, () => (wasDone = true)).then(() => done.add(undefined as never));
    }
    await pass(host, 60);

    expect(done).toEqual(new Set([false, true]));
  });

  it('may come a minute late', async () => {
    const host = aHost({ pause: 1 });
    let at = 0;
    const begun = host.time.now();
    void simulatedProcess(host, 'p', () => undefined).call('write', dynamoDb, () => (at = host.time.now()));
    await pass(host, 120);

    expect(at - begun).toBeGreaterThan(1000);
  });

  it('keeps the trace it was made in', async () => {
    const host = aHost();
    const process = simulatedProcess(host, 'p', () => undefined);
    const seen = inTrace({ correlationId: 'c7' }, () => process.call('read', dynamoDb, () => currentTrace()));
    await pass(host, 1);

    expect(await seen).toEqual({ correlationId: 'c7' });
  });

  it('of an SDK client is a command', async () => {
    const host = aHost();
    const client = { send: async (command: object) => command.constructor.name } as unknown as CloudFormationClient;
    const process = simulatedProcess(host, 'p', () => undefined);
    const answer = steppedClient(process, dynamoDb, client).send(new CreateStackCommand({ StackName: 's' }));
    await pass(host, 1);

    expect(await answer).toBe('CreateStackCommand');
    expect(host.trace.lines.join()).toContain('p CreateStackCommand ok');
  });
});

describe('an invocation', () => {
  it('ends for its caller when its process dies', async () => {
    const host = aHost({ crash: 1 });
    const ended = invoke(host, 'f', 60, (process) => process.call('write', dynamoDb, () => 1)).catch(String);
    await pass(host, 60);

    expect(await ended).toMatch(/^(Lambda\.Unknown|Runtime\.ExitError|Lambda\.ServiceException): f exited$/);
  });

  it('ends at its limit, and does nothing more', async () => {
    const host = aHost();
    let done = 0;
    const work = async (process: Parameters<Parameters<typeof invoke>[3]>[0]) => {
      for (;;) await process.call('write', dynamoDb, () => ++done);
    };
    const ended = invoke(host, 'f', 3, work).catch((error: Error) => error.name);
    await pass(host, 4);
    const doneByThen = done;
    await pass(host, 60);

    expect([await ended, done]).toEqual(['Sandbox.Timedout', doneByThen]);
  });

  it('that nobody waits for is tried three times, then given up', async () => {
    const host = aHost();
    const at: number[] = [];
    const begun = host.time.now();
    let error = '';
    const work = async () => {
      at.push((host.time.now() - begun) / 60_000);
      throw new Error('broken');
    };
    invokeLater(host, 'f', 60, work, ({ message }) => (error = message));
    await pass(host, 3600);

    expect([at, error]).toEqual([[0, 1, 3], 'broken']);
  });
});

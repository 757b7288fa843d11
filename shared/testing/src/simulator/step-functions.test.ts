import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import type { Workflow } from '../run-workflow.ts';
import type { Faults } from './faults.ts';
import { awsError } from './host.ts';
import { aHost, pass } from './simulated-host.fixture.ts';
import { SimulatedStepFunctions, stateMachineArn } from './step-functions.ts';

const task = (step: string, rest: object) => ({
  Type: 'Task',
  Resource: '${Steps}',
  Parameters: { step, 'input.$': '$' },
  ResultPath: null,
  ...rest,
});
const waiting = (step: string, rest: object) => ({
  ...task(step, rest),
  Resource: 'arn:${Partition}:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: '${Deploy}', Payload: { step, 'input.$': '$', 'taskToken.$': '$$.Task.Token' } },
});

/** Pays, ships under a token, and thanks; refunds what could not be paid. */
const shop: Workflow = {
  StartAt: 'Pay',
  TimeoutSeconds: 7200,
  States: {
    Pay: task('Pay', {
      Retry: [
        { ErrorEquals: ['Stolen'], MaxAttempts: 0 },
        { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 5, MaxAttempts: 3 },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Refund' }],
      Next: 'IsGift',
    }),
    IsGift: {
      Type: 'Choice',
      Choices: [{ Variable: '$.gift', BooleanEquals: true, Next: 'Ship' }],
      Default: 'Thank',
    } as Workflow['States'][string],
    Ship: waiting('Ship', {
      TimeoutSeconds: 600,
      ResultPath: '$.parcel',
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Refund' }],
      Next: 'Thank',
    }),
    Thank: task('Thank', { End: true }),
    Refund: task('Refund', { Next: 'NotPaid' }),
    NotPaid: { Type: 'Fail', Error: 'NotPaid' },
  },
};

type Played = (step: string, input: unknown) => unknown;

/** An execution of the shop, whose steps do what `play` does, at the second that is noted with them. */
async function shopping(play: Played = () => ({}), input: object = { gift: true }, faults: Partial<Faults> = {}) {
  const host = aHost(faults);
  const begun = host.time.now();
  const calls: string[] = [];
  const gaveUp: string[] = [];
  let token = '';
  const { client } = new SimulatedStepFunctions(host, {
    workflows: { shop },
    gaveUp: (_, error, retries) => gaveUp.push(`${error} after ${retries}`),
    async call({ payload }) {
      const { step, input: given, taskToken } = payload as { step: string; input: unknown; taskToken?: string };
      calls.push(`${step}@${Math.round((host.time.now() - begun) / 1000)}`);
      token = taskToken ?? token;
      return play(step, given);
    },
  });
  const start = (given: object = input) =>
    client.send(
      new StartExecutionCommand({ stateMachineArn: stateMachineArn('shop'), name: 'e1', input: JSON.stringify(given) }),
    );
  const status = async () => {
    const executionArn = stateMachineArn('shop').replace(':stateMachine:', ':execution:') + ':e1';
    return (await client.send(new DescribeExecutionCommand({ executionArn }))).status;
  };
  const succeed = (output = '{}') => client.send(new SendTaskSuccessCommand({ taskToken: token, output }));
  const fail = (error: string) => client.send(new SendTaskFailureCommand({ taskToken: token, error, cause: 'c' }));
  await start();
  await pass(host, 1);
  return { host, calls, gaveUp, start, status, succeed, fail };
}

describe('a simulated execution', () => {
  it('waits for its token, which is answered once', async () => {
    const { host, calls, status, succeed } = await shopping();
    await pass(host, 300);
    expect([calls, await status()]).toEqual([['Pay@0', 'Ship@0'], 'RUNNING']);
    await succeed('{"weight":7}');
    await expect(succeed()).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await pass(host, 1);

    expect([calls.at(-1), await status()]).toEqual(['Thank@301', 'SUCCEEDED']);
  });

  it('puts the answer where ResultPath says, and keeps what failed beside the input', async () => {
    const inputs: Record<string, unknown> = {};
    const remember: Played = (step, input) => void (inputs[step] = input);
    const good = await shopping(remember);
    await good.succeed('{"weight":7}');
    await pass(good.host, 1);
    const bad = await shopping(remember);
    await bad.fail('Broken');
    await pass(bad.host, 1);

    expect(inputs['Thank']).toEqual({ gift: true, parcel: { weight: 7 } });
    expect(inputs['Refund']).toEqual({ gift: true, failure: { Error: 'Broken', Cause: 'c' } });
    expect(await bad.status()).toBe('FAILED');
  });

  it('stops waiting when its time is over, and its token is worth nothing then', async () => {
    const { host, calls, succeed } = await shopping();
    await pass(host, 601);

    await expect(succeed()).rejects.toMatchObject({ name: 'TaskTimedOut' });
    expect(calls.at(-1)).toBe('Refund@600');
  });

  it('does not wait when the function that was to begin fails', async () => {
    const { calls, gaveUp } = await shopping((step) => {
      if (step === 'Ship') throw awsError('NoBoxes');
    });

    expect([calls, gaveUp]).toEqual([['Pay@0', 'Ship@0', 'Refund@0'], ['NoBoxes after 0']]);
  });

  it('tries again after growing pauses, as long as its retrier has attempts', async () => {
    const { host, calls, gaveUp } = await shopping((step) => {
      if (step === 'Pay') throw awsError('Busy');
    });
    await pass(host, 60);

    expect([calls, gaveUp]).toEqual([['Pay@0', 'Pay@2', 'Pay@6', 'Pay@11', 'Refund@11'], ['Busy after 3']]);
  });

  it('obeys the first retrier that fits, also one without attempts', async () => {
    const { host, calls } = await shopping((step) => {
      if (step === 'Pay') throw awsError('Stolen');
    });
    await pass(host, 60);

    expect(calls).toEqual(['Pay@0', 'Refund@0']);
  });

  it('chooses by its input', async () => {
    expect((await shopping(undefined, { gift: false })).calls).toEqual(['Pay@0', 'Thank@0']);
  });

  it('runs once for one name and input; a name that was used is refused', async () => {
    const { host, calls, start, succeed } = await shopping();
    await start();
    await pass(host, 5);
    expect(calls).toEqual(['Pay@0', 'Ship@0']);
    await expect(start({ gift: false })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await succeed();
    await pass(host, 1);

    await expect(start()).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('may be ended from outside, in the middle', async () => {
    const { status, calls } = await shopping(undefined, {}, { abort: 1 });

    expect([await status(), calls]).toEqual(['ABORTED', []]);
  });
});

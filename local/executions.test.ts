import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownEmulator, type OwnEmulator } from './testing/own-emulator.ts';
import { stacksOf } from './testing/stacks.ts';

/** Hands the token it was given to this test, unless it is told to fail. */
const HANDLER = `exports.handler = async ({ token, fail }) => {
  if (fail) throw Object.assign(new Error('as asked'), { name: 'AsAsked' });
  await fetch(process.env.TOLD, { method: 'POST', body: token ?? 'no token' });
  return { said: 'hello' };
};`;

const call = (more: object, payload: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: '${Function}', Payload: payload },
  ResultSelector: { 'said.$': '$.Payload.said' },
  ...more,
});
const waiting = {
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  ResultSelector: { 'answer.$': '$.answer' },
};
const machines = {
  Waits: {
    StartAt: 'First',
    States: {
      First: { ...call({}, {}), ResultPath: '$.first', Next: 'Wait' },
      Wait: { ...call(waiting, { 'token.$': '$$.Task.Token' }), ResultPath: '$.waited', Next: 'Last' },
      Last: { Type: 'Pass', End: true },
    },
  },
  Fails: {
    StartAt: 'Wait',
    States: {
      Wait: {
        ...call(waiting, { 'token.$': '$$.Task.Token', fail: true }),
        Retry: [{ ErrorEquals: ['AsAsked'], IntervalSeconds: 1, BackoffRate: 100, MaxDelaySeconds: 1, MaxAttempts: 2 }],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Pass', End: true },
    },
  },
};

function stack(told: string): object {
  const role = (service: string): object => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'all',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        },
      ],
    },
  });
  const machine = (definition: object): object => ({
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
      DefinitionString: JSON.stringify(definition),
      DefinitionSubstitutions: { Function: { 'Fn::GetAtt': ['Handler', 'Arn'] } },
    },
  });
  return {
    Resources: {
      HandlerRole: role('lambda'),
      MachineRole: role('states'),
      Handler: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] },
          Code: { ZipFile: HANDLER },
          Environment: { Variables: { TOLD: told } },
        },
      },
      Waits: machine(machines.Waits),
      Fails: machine(machines.Fails),
    },
    Outputs: { Waits: { Value: { Ref: 'Waits' } }, Fails: { Value: { Ref: 'Fails' } } },
  };
}

let emulator: OwnEmulator;
let server: Server;
let outputs: Readonly<Record<string, string>>;
let sfn: SFNClient;
const told: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      told.push(body);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  emulator = await ownEmulator({});
  sfn = new SFNClient(emulator.settings);
  const stacks = stacksOf(emulator);
  await stacks.create('machines', stack(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  ({ outputs } = await stacks.settled('machines'));
});
afterAll(async () => {
  await emulator.remove();
  server.close();
});

const begin = async (machine: string): Promise<string> => {
  const stateMachineArn = String(outputs[machine]);
  const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{"given":1}' }));
  return executionArn;
};
const end = async (executionArn: string): Promise<{ status: string; output: unknown }> => {
  for (;;) {
    const { status = '', output = '{}' } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return { status, output: JSON.parse(output) as unknown };
    await sleep(50);
  }
};

describe('an execution that waits for its token while everything is stopped and started again', () => {
  it('goes on with the same token, and calls no function twice', async () => {
    const execution = await begin('Waits');
    while (told.length < 2) await sleep(50);
    await sleep(200);

    await emulator.stop();
    await emulator.start();
    await sleep(1500);
    await sfn.send(new SendTaskSuccessCommand({ taskToken: told[1], output: '{"answer":42}' }));

    expect(await end(execution)).toEqual({
      status: 'SUCCEEDED',
      output: { given: 1, first: { said: 'hello' }, waited: { answer: 42 } },
    });
    expect(told).toEqual(['no token', expect.any(String)]);
  });
});

describe('a task that waits for its token', () => {
  it('fails with the function it called, after retries whose pauses end at their limit', async () => {
    // Without the limit the second pause alone would take 100 s.
    const begun = performance.now();
    const { status, output } = await end(await begin('Fails'));

    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({ failure: { Error: 'AsAsked' } });
    expect(performance.now() - begun).toBeLessThan(60_000);
  });
});

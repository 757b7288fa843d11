import { describe, expect, it } from '@jest/globals';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { stepFunctionsWorkflows } from './step-functions-workflows.ts';

const machines = { CreateModel: 'create', UpdateModel: 'update', DeleteModel: 'delete' };

function workflowsOn(answer: () => object) {
  const asked: object[] = [];
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: object }) => {
    asked.push({ name, ...input });
    return answer();
  };
  return { workflows: stepFunctionsWorkflows({ send } as unknown as SFNClient, machines), asked };
}

const thrown = (name: string) => () => {
  throw Object.assign(new Error(name), { name });
};

describe('answering a step that waits', () => {
  it('gives it a result or a failure', async () => {
    const { workflows, asked } = workflowsOn(() => ({}));

    await workflows.answer('t1', { result: { endpoint: 'http://m' } });
    await workflows.answer('t2', { error: 'StackFailed', cause: 'why' });

    expect(asked).toEqual([
      { name: 'SendTaskSuccessCommand', taskToken: 't1', output: '{"endpoint":"http://m"}' },
      { name: 'SendTaskFailureCommand', taskToken: 't2', error: 'StackFailed', cause: 'why' },
    ]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
    'minds nobody who waits no longer: %s',
    async (name) => {
      const { workflows } = workflowsOn(thrown(name));

      await expect(workflows.answer('t1', { result: {} })).resolves.toBeUndefined();
    },
  );

  it('hides no other error', async () => {
    const { workflows } = workflowsOn(thrown('ThrottlingException'));

    await expect(workflows.answer('t1', { result: {} })).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});

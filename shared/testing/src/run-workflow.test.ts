import { describe, expect, it } from '@jest/globals';
import { fails, runWorkflow, type Workflow, type WorkflowState } from './run-workflow.ts';

const task = (step: string, rest: Partial<WorkflowState>): WorkflowState => ({
  Type: 'Task',
  Resource: '${Steps}',
  Parameters: { step, 'input.$': '$' },
  ResultPath: null,
  ...rest,
});
const aWorkflow: Workflow = {
  StartAt: 'Pay',
  States: {
    Pay: task('Pay', {
      Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Refund' }],
      Next: 'Ship',
    }),
    Ship: {
      Type: 'Task',
      Resource: 'arn:${Partition}:states:::lambda:invoke.waitForTaskToken',
      Parameters: {
        FunctionName: '${Deploy}',
        Payload: { step: 'Ship', 'input.$': '$', 'taskToken.$': '$$.Task.Token' },
      },
      ResultPath: '$.shipment',
      Next: 'Thank',
    },
    Thank: task('Thank', { End: true }),
    Refund: task('Refund', { Next: 'NotPaid' }),
    NotPaid: { Type: 'Fail', Error: 'NotPaid' },
  },
};
const input = { id: 'o1' };

describe('running a workflow', () => {
  it('calls its steps in order, with the input of their state', async () => {
    const run = await runWorkflow(aWorkflow, { Ship: { parcel: 7 } }, { input });

    expect([run.outcome, run.calls]).toEqual(['succeeded', ['Pay', 'Ship', 'Thank']]);
    expect(run.inputOf('Thank')).toEqual({ id: 'o1', shipment: { parcel: 7 } });
  });

  it('catches a failure, and says in which state it ended', async () => {
    const run = await runWorkflow(aWorkflow, { Pay: fails('NoMoney', 'empty account') }, { input });

    expect([run.outcome, run.error, run.calls]).toEqual(['failed', 'NotPaid', ['Pay', 'Refund']]);
    expect(run.inputOf('Refund')).toEqual({ id: 'o1', failure: { Error: 'NoMoney', Cause: 'empty account' } });
  });

  it('retries as the workflow says', async () => {
    const busy = fails('Busy');

    expect((await runWorkflow(aWorkflow, { Pay: [busy, busy, {}] }, { input })).calls).toEqual([
      'Pay',
      'Pay',
      'Pay',
      'Ship',
      'Thank',
    ]);
    expect((await runWorkflow(aWorkflow, { Pay: busy }, { input })).calls).toEqual(['Pay', 'Pay', 'Pay', 'Refund']);
  });

  it('lets a function play a step, token included', async () => {
    const run = await runWorkflow(aWorkflow, { Ship: (_: unknown, taskToken: string) => ({ taskToken }) }, { input });

    expect(run.inputOf('Thank')).toMatchObject({ shipment: { taskToken: 'task-token' } });
  });

  it('says so when a step was never called', async () => {
    const { inputOf } = await runWorkflow(aWorkflow, {}, { input });

    expect(() => inputOf('Refund')).toThrow('Refund was not called, only Pay, Ship, Thank');
  });
});

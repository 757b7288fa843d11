import { SendTaskFailureCommand, SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Workflow, WorkflowState } from '@lisa/testing/run-workflow';
import type { Models, Ports, Workflows } from '../../../src/ports.ts';
import type { Alterations } from '../alterations.ts';
import type { Mutants } from '../mutants.ts';
import type { Shared } from '../process-ports.ts';
import { stateMachines } from '../workflows.ts';

/** Every state changed, or one of a workflow's. */
const states = (change: (state: WorkflowState, name: string) => WorkflowState) => (): Alterations => ({
  workflow: (workflow) => ({
    ...workflow,
    States: Object.fromEntries(
      Object.entries(workflow.States).map(([name, state]) => [name, change(state, name)]),
    ) as Workflow['States'],
  }),
});

/** The workflow goes past a state as if it were not there. */
const skips =
  (skipped: string, onlyIn = /./) =>
  (): Alterations => ({
    workflow(workflow) {
      const next = workflow.States[skipped]?.Next;
      if (!next || !onlyIn.test(workflow.StartAt + Object.keys(workflow.States).join())) return workflow;
      const past = JSON.stringify(workflow).replaceAll(`"Next":"${skipped}"`, `"Next":"${next}"`);
      const altered = JSON.parse(past) as Workflow;
      return altered.StartAt === skipped ? { ...altered, StartAt: next } : altered;
    },
  });

const starts = (start: (workflows: Workflows, shared: Shared) => Workflows['start']) => (): Alterations => ({
  ports: (ports, _, shared) => {
    const workflows = ports.workflows;
    return { ...ports, workflows: { ...workflows, start: start(workflows, shared) } };
  },
});

const isDelete = /SettleGone/;

export const workflowMutants: Mutants = {
  'Catch forgets whom it was about': {
    mode: 'everything',
    alter: states(({ Catch, ...state }) =>
      Catch ? { ...state, Catch: Catch.map(({ ErrorEquals, Next }) => ({ ErrorEquals, Next })) } : state,
    ),
  },
  'DeployStack catches nothing': {
    mode: 'everything',
    alter: states(({ Catch, ...state }, name) => (Catch && name !== 'DeployStack' ? { ...state, Catch } : state)),
  },
  'Probe catches nothing': {
    mode: 'everything',
    alter: states(({ Catch, ...state }, name) => (Catch && name !== 'Probe' ? { ...state, Catch } : state)),
  },
  'nothing is tried again': {
    mode: 'everything',
    alter: states(({ Retry: _, ...state }) => state),
  },
  'nothing probes': { mode: 'everything', alter: skips('Probe') },
  'the stack is left when a model goes': { mode: 'everything', alter: skips('DeployStack', isDelete) },
  'the key is left when a model goes': { mode: 'everything', alter: skips('RemoveApiKey') },
  'a closed execution passes for a running one': {
    mode: 'everything',
    alter: starts((workflows) => async (...args) => {
      await workflows.start(...args);
      return { isRunning: true };
    }),
  },
  'executions are named by generation one': {
    mode: 'everything',
    alter: starts((_, { stepFunctions }) => async (workflow, input) => {
      const name = `${input.uid}-1`;
      const stateMachineArn = stateMachines[workflow];
      await stepFunctions.client
        .send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }))
        .catch(ifItExists);
      return { isRunning: true };
    }),
  },
  'executions are named by what users call a model': {
    mode: 'everything',
    alter: starts((_, { stepFunctions }) => async (workflow, input) => {
      const name = `${input.modelId}-${input.generation}`;
      const stateMachineArn = stateMachines[workflow];
      await stepFunctions.client
        .send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }))
        .catch(ifItExists);
      return { isRunning: true };
    }),
  },
  'the API starts the workflow itself': {
    mode: 'events',
    alter: () => ({ ports: (ports, { name }) => (name === 'api' ? startingAtOnce(ports) : ports) }),
  },
  'an execution acts for whatever generation there is': {
    mode: 'everything',
    alter: () => ({ handed: forTheLatest }),
  },
  'a token that nobody waits for is an error': {
    mode: 'everything',
    alter: () => ({ ports: (ports, _, shared) => ({ ...ports, workflows: strict(ports.workflows, shared) }) }),
  },
};

function ifItExists(error: Error): void {
  if (error.name !== 'ExecutionAlreadyExists') throw error;
}

/** Creates, and then starts what the knock would have started. */
function startingAtOnce(ports: Ports): Ports {
  const { models, workflows } = ports;
  const create: Models['create'] = async (model) => {
    await models.create(model);
    const { modelId, uid, generation, correlationId, spec } = model;
    const selfHosted = spec.hostingType === 'lisa_hosted';
    await workflows.start('CreateModel', { modelId, uid, generation, selfHosted, trace: { correlationId } });
  };
  return {
    ...ports,
    models: new Proxy(models, { get: (target, key) => (key === 'create' ? create : target[key as keyof Models]) }),
  };
}

/** The step of an old execution takes the record's generation for its own. */
async function forTheLatest(payload: unknown, models: Models): Promise<unknown> {
  const call = payload as { input: { uid: string; generation: number } };
  const model = await models.findByUid(call.input.uid);
  return model ? { ...call, input: { ...call.input, generation: model.generation } } : call;
}

/** Whatever Step Functions says to an answer is an error. */
const strict = (workflows: Workflows, { stepFunctions: { client } }: Shared): Workflows => ({
  ...workflows,
  async answer(taskToken, answer) {
    if ('result' in answer)
      await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer.result) }));
    else await client.send(new SendTaskFailureCommand({ taskToken, ...answer }));
  },
});

import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { clientSettings } from '../stack-values.ts';
import { sayAgain, tapBus, type Tap } from './bus-tap.ts';
import { aModel, call, listed, modelGone, modelInService, place, tokenOf, until } from './running-platform.ts';

const lambda = new LambdaClient(clientSettings(place));
const events = new EventBridgeClient(clientSettings(place));
const sqs = new SQSClient(clientSettings(place));
const stacks = new CloudFormationClient(clientSettings(place));
const bus = 'lisa-local';

let admin: string;
let tap: Tap;
beforeAll(async () => {
  [admin, tap] = await Promise.all([tokenOf('admin'), tapBus('faults')]);
});
afterAll(() => tap.close());

const statusOf = async (modelId: string): Promise<string> => {
  const { body } = await call('GET', `/models/${modelId}`, admin);
  return (body as { model: LisaModel }).model.status;
};
const create = (modelId: string) => call('POST', '/models', admin, aModel(modelId));
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** How many messages a service's failure queue keeps. */
async function kept(stackName: string): Promise<number> {
  const { StackResourceDetail } = await stacks.send(
    new DescribeStackResourceCommand({ StackName: stackName, LogicalResourceId: 'ReactionsFailed' }),
  );
  const QueueUrl = StackResourceDetail?.PhysicalResourceId;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.['ApproximateNumberOfMessages']);
}

/** What the schedule does every two minutes, now. */
const sweep = (service: string) =>
  lambda.send(
    new InvokeCommand({
      FunctionName: `lisa-${service}-local-sweep`,
      Payload: JSON.stringify({ task: 'repair', olderThanSeconds: 0 }),
    }),
  );

/** Makes every invocation of a function fail until it is undone. */
async function broken(FunctionName: string): Promise<() => Promise<void>> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName,
      Environment: { Variables: { ...Variables, OUTBOX_TABLE: '', BUS: '' } },
    }),
  );
  return async () =>
    void (await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } })));
}

describe('when the relay is dead for a while', () => {
  it('loses nothing: the model comes into service once it lives again', async () => {
    const mend = await broken('lisa-models-local-relay');
    await create('fault-relay');
    await pause(2);
    expect(await statusOf('fault-relay')).toBe('Creating');

    await mend();
    // The stream tries again by itself; what it gave up in the meantime is still in the outbox, for the sweep.
    await sweep('models');
    await until(async () => (await statusOf('fault-relay')) === 'InService');

    await modelGone('fault-relay', admin);
  });
});

describe('when an event is lost on its way', () => {
  it.each([
    ['ModelRequested', 'lisa-models-local-on-model-requested', 'models'],
    ['ModelReady', 'lisa-serve-router-local-on-model-ready', 'models'],
    ['ModelRouted', 'lisa-models-local-on-model-routed', 'models'],
  ])('the sweep brings the model into service without that %s', async (event, rule, service) => {
    const modelId = `fault-lost-${event.toLowerCase()}`;
    await events.send(new DisableRuleCommand({ Name: rule, EventBusName: bus }));
    await create(modelId);
    await until(async () =>
      (await tap.heard()).some(({ name, data }) => name === event && data['modelId'] === modelId),
    );
    await pause(1);
    await events.send(new EnableRuleCommand({ Name: rule, EventBusName: bus }));
    expect(await statusOf(modelId)).toBe('Creating');

    await sweep(service);

    await until(async () => (await statusOf(modelId)) === 'InService');
    await modelGone(modelId, admin);
  });
});

describe('when events are delivered twice and late', () => {
  it('changes nothing: a model that left stays gone, and its successor stays', async () => {
    await modelInService('fault-late', admin);
    await modelGone('fault-late', admin);
    await modelInService('fault-late', admin);
    const before = (await call('GET', '/models/fault-late', admin)).body;
    const all = (await tap.heard()).filter(({ data }) => data['modelId'] === 'fault-late');

    for (const event of [...all].reverse()) await sayAgain(event);
    await pause(3);

    expect((await call('GET', '/models/fault-late', admin)).body).toEqual(before);
    expect(await listed(admin)).toContain('fault-late');
    await modelGone('fault-late', admin);
    for (const event of all) await sayAgain(event);
    await pause(2);
    expect((await call('GET', '/models/fault-late', admin)).status).toBe(404);
    expect(await listed(admin)).not.toContain('fault-late');
  });
});

describe('when a message is poison', () => {
  it('goes to the dead letters and holds nobody up', async () => {
    const before = await kept('lisa-serve-router-local');
    const heard = (await tap.heard())[0];
    if (!heard) throw new Error('Nothing was heard on the bus');
    await sayAgain({ ...heard, source: 'lisa.models', name: 'ModelReady', data: { modelId: 7 } });

    const model = await modelInService('fault-poison', admin);

    expect(model.status).toBe('InService');
    expect(await kept('lisa-serve-router-local')).toBeGreaterThan(before);

    await modelGone('fault-poison', admin);
  });
});

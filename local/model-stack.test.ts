import {
  CancelUpdateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageCommand } from './engine/image-commands.ts';
import { modelLikeStack } from './model-stack.fixture.ts';
import { ownEmulator, type OwnEmulator } from './testing/own-emulator.ts';
import { stacksOf } from './testing/stacks.ts';

/** A container that listens after so many milliseconds and answers with this status. */
const listening = (afterMs: number, status = 200): ImageCommand => {
  const script = `setTimeout(() => require('node:http').createServer((request, response) => {
    response.statusCode = ${status};
    response.end(process.env.WORD);
  }).listen(8080, process.env.HOST), ${afterMs})`;
  return () => ({ file: process.execPath, args: ['-e', script] });
};
const images = {
  'test/model': listening(100),
  'test/slow': listening(4000),
  'test/sick': listening(0, 503),
  'test/exits': () => ({ file: '/bin/sh', args: ['-c', 'echo loading; echo Weights missing >&2; exit 3'] }),
};
const breaker = /^Resource handler returned message: "Error occurred during operation 'ECS Deployment Circuit Breaker/;

let emulator: OwnEmulator;
let stacks: ReturnType<typeof stacksOf>;

beforeAll(async () => {
  emulator = await ownEmulator(images);
  stacks = stacksOf(emulator);
});
afterAll(() => emulator.remove());

const created = async (name: string, options: Parameters<typeof modelLikeStack>[0]) => {
  const { StackId = '' } = await stacks.create(name, modelLikeStack(options));
  return { id: StackId, ...(await stacks.settled(StackId)) };
};
const running = (): string[] =>
  emulator
    .engine()
    .containers()
    .filter(({ status }) => status === 'running')
    .map(({ name }) => name);
const removed = async (id: string): Promise<string> => {
  await stacks.client.send(new DeleteStackCommand({ StackName: id, ClientRequestToken: 'delete-9' }));
  return (await stacks.settled(id)).status;
};

describe('a stack with one service on instances with GPUs', () => {
  const image = 'test/model:1';
  let id: string;
  let cluster: string;
  let address: string;
  const answer = async (): Promise<string> => (await fetch(address)).text();

  it('is complete when its task answers behind the load balancer', async () => {
    const stack = await created('model', { image, environment: { WORD: 'one' } });

    expect(stack.status).toBe('CREATE_COMPLETE');
    id = stack.id;
    cluster = String(stack.outputs['ClusterName']);
    const balancer = /^http:\/\/(.*)-[^-]+\.us-east-1\.elb\.amazonaws\.com$/.exec(
      String(stack.outputs['ModelEndpointUrl']),
    )?.[1];
    address = `${emulator.settings.endpoint}/_alb/${balancer}/`;
    expect(await answer()).toBe('one');
    expect(await stacks.tasks(cluster, 'RUNNING')).toHaveLength(1);
  });

  it('is the same stack when it is created again with the same token, and another one’s name without', async () => {
    expect((await stacks.create('model', modelLikeStack({ image }))).StackId).toBe(id);
    await expect(stacks.create('model', modelLikeStack({ image }), 'other')).rejects.toThrow('already exists');
  });

  it('has nothing to update when nothing changed', async () => {
    const same = modelLikeStack({ image, environment: { WORD: 'one' } });

    await expect(stacks.update('model', same)).rejects.toThrow('No updates are to be performed.');
  });

  it('replaces its task when the definition changes', async () => {
    await stacks.update('model', modelLikeStack({ image, environment: { WORD: 'two' } }));

    expect((await stacks.settled(id)).status).toBe('UPDATE_COMPLETE');
    expect(await answer()).toBe('two');
    expect(await stacks.tasks(cluster, 'RUNNING')).toHaveLength(1);
  });

  it('comes back to the former task when the new one fails', async () => {
    await stacks.update('model', modelLikeStack({ image: 'test/exits:1' }), 'update-3');

    expect((await stacks.settled(id)).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    const failed = (await stacks.events(id)).find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
    expect(failed).toMatchObject({ LogicalResourceId: 'Service', ClientRequestToken: 'update-3' });
    expect(failed?.ResourceStatusReason).toMatch(breaker);
    expect(await answer()).toBe('two');
  });

  it('comes back to the former task when the update is cancelled', async () => {
    await stacks.update('model', modelLikeStack({ image: 'test/sick:1', healthInterval: 60 }), 'update-4');
    await sleep(500);
    await stacks.client.send(new CancelUpdateStackCommand({ StackName: id, ClientRequestToken: 'cancel-5' }));

    expect((await stacks.settled(id)).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await stacks.events(id)).at(-1)).toMatchObject({ ClientRequestToken: 'cancel-5' });
    expect(await answer()).toBe('two');
  });

  it('stops with a desired count of 0, and starts again with 1', async () => {
    const counting = (desiredCount: number) =>
      stacks.update(
        'model',
        modelLikeStack({ image, environment: { WORD: 'two' }, desiredCount }),
        `count-${desiredCount}`,
      );

    await counting(0);
    expect((await stacks.settled(id)).status).toBe('UPDATE_COMPLETE');
    expect(await stacks.tasks(cluster, 'RUNNING')).toEqual([]);
    await counting(1);
    expect((await stacks.settled(id)).status).toBe('UPDATE_COMPLETE');
    expect(await answer()).toBe('two');
  });

  it('leaves nothing behind', async () => {
    expect(await removed(id)).toBe('DELETE_COMPLETE');
    expect(running()).toEqual([]);
  });
});

describe('a service that cannot come up', () => {
  it.each([
    ['exits', 'fails-1', 'test/exits:1', 'Essential container in task exited'],
    ['is never healthy', 'fails-2', 'test/sick:1', 'Task failed ELB health checks in (target-group arn:'],
    [
      'has an unknown image',
      'fails-3',
      'nowhere/none:1',
      "CannotPullContainerError: Error response from daemon: pull access denied for nowhere/none, repository does not exist or may require 'docker login'",
    ],
  ])('fails its stack, and says why when its container %s', async (_, name, image, reason) => {
    const { id, status } = await created(name, { image });

    expect(status).toBe('ROLLBACK_COMPLETE');
    const failed = (await stacks.events(id)).find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failed?.LogicalResourceId).toBe('Service');
    expect(failed?.ResourceStatusReason).toMatch(breaker);
    const [stopped] = await stacks.tasks(`${name}-Cluster`, 'STOPPED');
    expect(stopped?.stoppedReason).toContain(reason);
    expect(await removed(id)).toBe('DELETE_COMPLETE');
    expect(running()).toEqual([]);
  });

  it('stays as it failed when nothing shall be rolled back, its last lines with it', async () => {
    const { StackId = '' } = await stacks.createAndKeep('kept', modelLikeStack({ image: 'test/exits:1' }));
    expect((await stacks.settled(StackId)).status).toBe('CREATE_FAILED');
    const { StackResources = [] } = await stacks.client.send(new DescribeStackResourcesCommand({ StackName: 'kept' }));
    expect(StackResources.find(({ LogicalResourceId }) => LogicalResourceId === 'Service')).toMatchObject({
      ResourceStatus: 'CREATE_FAILED',
      PhysicalResourceId: expect.stringContaining(':service/kept-Cluster/'),
    });

    const logs = new CloudWatchLogsClient(emulator.settings);
    const { PhysicalResourceId: logGroupName } = StackResources.find(
      ({ LogicalResourceId }) => LogicalResourceId === 'Log',
    )!;
    expect(logGroupName).toMatch(/^kept-Log-/);
    const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
    const { logStreamName } = logStreams[0] ?? {};
    const { events = [] } = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName }));

    expect(logStreamName).toMatch(/^model\/model\//);
    expect(events.map(({ message }) => message)).toContain('Weights missing');
    expect(await removed(StackId)).toBe('DELETE_COMPLETE');
  });

  it('gives way to a deletion while it is created', async () => {
    const { StackId = '' } = await stacks.create('overtaken', modelLikeStack({ image: 'test/sick:1' }));
    await sleep(500);

    expect(await removed(StackId)).toBe('DELETE_COMPLETE');
    const said = (await stacks.events(StackId)).filter(({ LogicalResourceId }) => LogicalResourceId === 'overtaken');
    expect(said.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      'CREATE_IN_PROGRESS',
      'DELETE_IN_PROGRESS',
      'DELETE_COMPLETE',
    ]);
  });
});

describe('starting again in the middle', () => {
  it('goes on: with a creation, an update, and the tasks of what stood', async () => {
    const standing = await created('standing', { image: 'test/model:1' });
    const updated = await created('updated', { image: 'test/model:1' });
    const { StackId = '' } = await stacks.create('slow', modelLikeStack({ image: 'test/slow:1' }));
    await stacks.update('updated', modelLikeStack({ image: 'test/slow:1' }));
    await sleep(1000);

    await emulator.stop();
    await emulator.start();

    expect((await stacks.settled(StackId)).status).toBe('CREATE_COMPLETE');
    expect((await stacks.settled(updated.id)).status).toBe('UPDATE_COMPLETE');
    const done = (await stacks.events(StackId)).filter(
      ({ LogicalResourceId, ResourceStatus }) => LogicalResourceId === 'slow' && ResourceStatus === 'CREATE_COMPLETE',
    );
    expect(done).toMatchObject([{ ClientRequestToken: 'create-1' }]);
    for (const name of ['standing', 'slow', 'updated'])
      expect(await stacks.tasks(`${name}-Cluster`, 'RUNNING')).toHaveLength(1);
    for (const id of [standing.id, updated.id, StackId]) expect(await removed(id)).toBe('DELETE_COMPLETE');
  });
});

describe('the newest image for instances with GPUs', () => {
  it('has its public parameter', async () => {
    const Name = '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id';
    const { Parameter } = await new SSMClient(emulator.settings).send(new GetParameterCommand({ Name }));

    expect(Parameter?.Value).toMatch(/^ami-/);
  });
});

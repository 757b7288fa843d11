import { describe, expect, it } from '@jest/globals';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECSClient, Task } from '@aws-sdk/client-ecs';
import { ecsContainers } from './ecs-containers.ts';

const since = Date.UTC(2026, 10, 21, 14);
const minutesLater = (minutes: number) => new Date(since + minutes * 60_000);
const aTask = (fields: Partial<Task> = {}): Task => ({
  taskArn: 'arn:aws:ecs:us-east-1:000000000000:task/cluster/8f1c',
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  stoppedAt: minutesLater(1),
  containers: [{ name: 'model', exitCode: 1 }],
  ...fields,
});

interface World {
  readonly tasks?: readonly Task[];
  readonly lines?: readonly string[] | undefined;
  readonly resources?: Readonly<Record<string, string>>;
}

/** What ECS and the logs know; without lines there is no stream. */
function containersIn({ tasks = [], lines, resources = parts }: World) {
  const answers: Readonly<Record<string, object>> = {
    ListTasksCommand: { taskArns: tasks.map(({ taskArn }) => taskArn) },
    DescribeTasksCommand: { tasks },
    DescribeServicesCommand: { services: [{ desiredCount: 3 }] },
  };
  const ecs = { send: async (command: object) => answers[command.constructor.name] };
  const logs = {
    async send() {
      if (!lines) throw Object.assign(new Error('no stream'), { name: 'ResourceNotFoundException' });
      return { events: lines.map((message) => ({ message })) };
    },
  };
  return ecsContainers(ecs as unknown as ECSClient, logs as unknown as CloudWatchLogsClient, {
    resources: async () => resources,
  });
}

const parts = {
  Cluster: 'cluster',
  Service: 'arn:aws:ecs:us-east-1:000000000000:service/cluster/model',
  LogGroup: 'log',
};
const lastOf = async (world: World) => (await containersIn(world).stops('uid', since)).last;

describe('telling why a task stopped', () => {
  it('gives ECS’s words, the exit code and the last line that was written', async () => {
    const lines = ['loading', 'Weights missing: s3://b/m/', '  '];

    expect(await lastOf({ tasks: [aTask()], lines })).toBe(
      'Essential container in task exited (exit code 1): Weights missing: s3://b/m/',
    );
  });

  it('says why an image could not be pulled, though nothing was ever written', async () => {
    const stoppedReason = 'CannotPullContainerError: pull access denied';
    const tasks = [aTask({ stopCode: 'TaskFailedToStart', stoppedReason, containers: [{ reason: stoppedReason }] })];

    expect(await lastOf({ tasks })).toBe(stoppedReason);
  });

  it('adds what the container says', async () => {
    const containers = [{ exitCode: 137, reason: 'OutOfMemoryError: container killed due to memory usage' }];

    expect(await lastOf({ tasks: [aTask({ containers })] })).toBe(
      'Essential container in task exited (OutOfMemoryError: container killed due to memory usage, exit code 137)',
    );
  });

  it('looks at those that stopped by themselves since it was asked for, the last first', async () => {
    const tasks = [
      aTask({ stoppedReason: 'first', stoppedAt: minutesLater(1) }),
      aTask({ stoppedReason: 'second', stoppedAt: minutesLater(2) }),
      aTask({ stoppedReason: 'scaled in', stopCode: 'ServiceSchedulerInitiated', stoppedAt: minutesLater(3) }),
      aTask({ stoppedReason: 'of the change before', stoppedAt: minutesLater(-9) }),
    ];

    expect(await containersIn({ tasks }).stops('uid', since)).toEqual({ count: 2, last: 'second (exit code 1)' });
  });

  it('counts a failed health check, though it was the service that stopped the task', async () => {
    const stoppedReason = 'Task failed ELB health checks in (target-group arn)';
    const tasks = [aTask({ stoppedReason, stopCode: 'ServiceSchedulerInitiated', containers: [] })];

    expect(await containersIn({ tasks }).stops('uid', since)).toEqual({ count: 1, last: stoppedReason });
  });

  it.each([
    ['no stack', {}],
    ['no task that stopped', parts],
  ])('has nothing to tell of %s', async (_, resources) => {
    expect(await containersIn({ resources }).stops('uid', since)).toEqual({ count: 0 });
  });
});

describe('counting copies', () => {
  it('is what scaling has set, and nothing without a service', async () => {
    expect(await containersIn({}).running('uid')).toBe(3);
    expect(await containersIn({ resources: {} }).running('uid')).toBeUndefined();
  });
});

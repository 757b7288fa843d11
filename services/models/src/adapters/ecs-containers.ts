import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type ECSClient,
  type Task,
} from '@aws-sdk/client-ecs';
import type { StackKeeper } from '@lisa/aws/stacks/stacks';
import type { Containers } from '../ports.ts';
import { lastLine } from './log-lines.ts';

/** Where a model's tasks run and write; the template gives the parts these names. */
interface Place {
  readonly cluster: string;
  readonly service: string;
  readonly logGroup: string | undefined;
}

/** What ECS knows of the containers in a model's stack, whatever state that stack is in. */
export function ecsContainers(
  ecs: ECSClient,
  logs: CloudWatchLogsClient,
  stacks: Pick<StackKeeper, 'resources'>,
): Containers {
  const placeOf = async (uid: string): Promise<Place | undefined> => {
    const { Cluster: cluster, Service: service, LogGroup: logGroup } = await stacks.resources(uid);
    return cluster && service ? { cluster, service: service.split('/').at(-1)!, logGroup } : undefined;
  };

  return {
    async running(uid) {
      const place = await placeOf(uid);
      if (!place) return undefined;
      const { cluster, service } = place;
      const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
      return services[0]?.desiredCount;
    },

    async stops(uid, since) {
      const place = await placeOf(uid);
      const [last, ...others] = place ? await stoppedTasks(ecs, place, since) : [];
      if (!place || !last) return { count: 0 };
      // The stop reason alone is better than none.
      const line = place.logGroup && (await lastLine(logs, place.logGroup, taskIdOf(last)).catch(() => undefined));
      return { count: 1 + others.length, last: [stopOf(last), line].filter(Boolean).join(': ') };
    },
  };
}

const taskIdOf = ({ taskArn = '' }: Task): string => taskArn.split('/').at(-1)!;
const stoppedAt = (task: Task): number => (task.stoppedAt ?? task.stoppingAt ?? task.createdAt)?.getTime() ?? 0;

/** Stopped because the service was changed, scaled in or removed; a failed health check is a failure of the task's own. */
const wasTold = ({ stopCode, stoppedReason = '' }: Task): boolean =>
  stopCode === 'UserInitiated' || (stopCode === 'ServiceSchedulerInitiated' && !/health check/i.test(stoppedReason));

/** Those that stopped by themselves, the last first; ECS remembers them for an hour. */
async function stoppedTasks(ecs: ECSClient, { cluster, service }: Place, since: number): Promise<Task[]> {
  const stopped = { cluster, serviceName: service, desiredStatus: 'STOPPED' } as const;
  const { taskArns = [] } = await ecs.send(new ListTasksCommand(stopped));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks
    .filter((task) => !wasTold(task) && stoppedAt(task) >= since)
    .toSorted((a, b) => stoppedAt(b) - stoppedAt(a));
}

/** ECS's words, with those of the container that failed and its exit code. */
function stopOf({ stoppedReason = 'stopped', containers = [] }: Task): string {
  const failed = containers.find(({ exitCode, reason }) => reason ?? exitCode);
  const code = failed?.exitCode === undefined ? undefined : `exit code ${failed.exitCode}`;
  const more = [failed?.reason, code].filter((words) => words && !stoppedReason.includes(words)).join(', ');
  return more ? `${stoppedReason} (${more})` : stoppedReason;
}

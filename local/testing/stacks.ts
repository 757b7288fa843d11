import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  UpdateStackCommand,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { DescribeTasksCommand, ECSClient, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnEmulator } from './own-emulator.ts';

export interface Settled {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What the tests ask of CloudFormation and ECS in an emulator. */
export function stacksOf({ settings }: Pick<OwnEmulator, 'settings'>) {
  const stacks = new CloudFormationClient(settings);
  const ecs = new ECSClient(settings);
  const request = (StackName: string, template: object, ClientRequestToken: string) => ({
    StackName,
    TemplateBody: JSON.stringify(template),
    ClientRequestToken,
    Capabilities: ['CAPABILITY_IAM' as const],
  });

  return {
    client: stacks,
    create: (name: string, template: object, token = 'create-1') =>
      stacks.send(new CreateStackCommand(request(name, template, token))),
    createAndKeep: (name: string, template: object) =>
      stacks.send(new CreateStackCommand({ ...request(name, template, 'create-1'), OnFailure: 'DO_NOTHING' })),
    update: (name: string, template: object, token = 'update-2') =>
      stacks.send(new UpdateStackCommand(request(name, template, token))),

    /** Waits until nothing is under way any more; by id, because a deleted stack has no name. */
    async settled(id: string): Promise<Settled> {
      for (;;) {
        const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({ StackName: id }));
        const { StackStatus = '', Outputs = [] } = Stacks[0] as Stack;
        if (!StackStatus.endsWith('_IN_PROGRESS')) {
          const outputs = Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
          return { status: StackStatus, outputs: Object.fromEntries(outputs) as Record<string, string> };
        }
        await sleep(50);
      }
    },

    /** Events of a stack, the oldest first. */
    async events(id: string): Promise<StackEvent[]> {
      const all: StackEvent[] = [];
      for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client: stacks }, { StackName: id }))
        all.push(...StackEvents);
      return all.reverse();
    },

    async tasks(cluster: string, desiredStatus: 'RUNNING' | 'STOPPED'): Promise<Task[]> {
      const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, desiredStatus }));
      if (taskArns.length === 0) return [];
      return (await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks ?? [];
    },
  };
}

import { paginateListStacks, type CloudFormationClient, type StackStatus } from '@aws-sdk/client-cloudformation';
import type { Clock } from '../clock.ts';

/** Stacks that are there and that nobody is removing. */
const present: StackStatus[] = [
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'CREATE_COMPLETE',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
  'DELETE_FAILED',
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
];

/** The stacks whose names are this prefix and a uid, with their age in seconds. */
export async function listStacks(
  client: CloudFormationClient,
  prefix: string,
  clock: Clock,
): Promise<{ uid: string; age: number }[]> {
  const stacks: { uid: string; age: number }[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks({ client }, { StackStatusFilter: present }))
    for (const { StackName = '', CreationTime } of StackSummaries) {
      const uid = StackName.startsWith(prefix) ? StackName.slice(prefix.length) : '';
      if (/^[0-9a-z]{26}$/.test(uid) && CreationTime)
        stacks.push({ uid, age: (clock.now() - CreationTime.getTime()) / 1000 });
    }
  return stacks;
}

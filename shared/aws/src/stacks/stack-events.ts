import {
  paginateDescribeStackEvents,
  type CloudFormationClient,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { missing } from './cloudformation-errors.ts';
import type { StackOperation } from './stacks.ts';

const travels = /^[A-Za-z0-9-]{1,80}$/;

/** The client request token: CloudFormation repeats it in every event of the operation, with status changes on the bus too. */
export const operationToken = ({ uid, generation, correlationId }: StackOperation): string =>
  [uid, generation, ...(travels.test(correlationId) ? [correlationId] : [])].join('-');

const isOfStack = ({ ResourceType }: StackEvent): boolean => ResourceType === 'AWS::CloudFormation::Stack';

const generationIn = ({ ClientRequestToken = '' }: StackEvent, uid: string): number =>
  ClientRequestToken.startsWith(`${uid}-`) ? Number.parseInt(ClientRequestToken.slice(uid.length + 1), 10) || 0 : 0;

/** What the newest event tells of the stack as a whole: its status, and the generation whose operation brought it there. */
export interface LastOperation {
  readonly status: string;
  /** 0 for somebody else's. */
  readonly generation: number;
}

/** Status and generation in one reading; undefined if there is no such stack. */
export async function lastOperation(
  client: CloudFormationClient,
  StackName: string,
  uid: string,
): Promise<LastOperation | undefined> {
  const newest = await search(client, StackName, (events) => events.find(isOfStack));
  return newest && { status: String(newest.ResourceStatus), generation: generationIn(newest, uid) };
}

const begins = (event: StackEvent): boolean =>
  isOfStack(event) && /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(event.ResourceStatus ?? '');

function isCause({ ResourceStatus, ResourceStatusReason }: StackEvent): boolean {
  const isFailure = ResourceStatus?.endsWith('_FAILED') ?? false;
  return isFailure && Boolean(ResourceStatusReason) && !/cancelled$/i.test(String(ResourceStatusReason));
}

/** The first failed resource of the last operation and CloudFormation's reason; the stack's own reason if no resource has one. */
export async function firstFailureIn(client: CloudFormationClient, StackName: string): Promise<string | undefined> {
  const ofOperation: StackEvent[] = [];
  await search(client, StackName, (events) => {
    const start = events.findIndex(begins);
    ofOperation.push(...(start < 0 ? events : events.slice(0, start)));
    return start < 0 ? undefined : events[start];
  });
  const causes = ofOperation.filter(isCause);
  const first = causes.findLast((event) => !isOfStack(event)) ?? causes.at(-1);
  return first && `${isOfStack(first) ? 'Stack' : first.LogicalResourceId}: ${first.ResourceStatusReason}`;
}

/** Looks through the events, newest first, as far as need be. */
async function search<T>(
  client: CloudFormationClient,
  StackName: string,
  look: (events: StackEvent[]) => T | undefined,
): Promise<T | undefined> {
  try {
    for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
      const found = look(StackEvents);
      if (found !== undefined) return found;
    }
  } catch (error) {
    return missing(() => undefined)(error as Error);
  }
  return undefined;
}

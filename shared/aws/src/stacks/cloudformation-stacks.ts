import {
  CancelUpdateStackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  type CloudFormationClient,
  type DeleteStackCommandInput,
  type Stack as Described,
  type Tag,
} from '@aws-sdk/client-cloudformation';
import type { StackKind } from '@lisa/contracts/vocabulary/ids';
import type { Clock } from '../clock.ts';
import { acceptedBefore, missing, nothingToChange, orRefused } from './cloudformation-errors.ts';
import { listStacks } from './list-stacks.ts';
import { firstFailureIn, lastOperation, operationToken, type LastOperation } from './stack-events.ts';
import type { StackKeeper, StackOrder } from './stacks.ts';
import { unclear, type Stack } from '@lisa/contracts/vocabulary/stack';

interface Place {
  readonly stage: string;
  readonly kind: StackKind;
}

/** CloudFormation as the keeper of one kind of stacks. */
export function cloudFormationStacks(
  cloudFormation: CloudFormationClient,
  { stage, kind }: Place,
  clock: Clock,
): StackKeeper {
  const prefix = `lisa-${stage}-${kind}-`;
  const nameOf = (uid: string) => prefix + uid;
  const tagsOf = ({ uid, subject }: StackOrder) =>
    Object.entries({ stage, kind, uid, subject }).map(([key, Value]) => ({ Key: `lisa:${key}`, Value }));
  return {
    ...reading(cloudFormation, nameOf),
    ...changing(cloudFormation, nameOf, tagsOf),
    list: () => listStacks(cloudFormation, prefix, clock),
  };
}

type NameOf = (uid: string) => string;
type Changing = Pick<StackKeeper, 'create' | 'update' | 'cancelUpdate' | 'remove' | 'removeOrphan'>;

const reading = (
  cloudFormation: CloudFormationClient,
  nameOf: NameOf,
): Pick<StackKeeper, 'find' | 'firstFailure' | 'resources'> => ({
  async find(uid) {
    const StackName = nameOf(uid);
    const last = await lastOperation(cloudFormation, StackName, uid);
    if (!last) return undefined;
    const { Stacks = [] } = await cloudFormation
      .send(new DescribeStacksCommand({ StackName }))
      .catch(missing(() => ({ Stacks: [] })));
    return Stacks[0] && stackOf(Stacks[0], last);
  },

  firstFailure: (uid) => firstFailureIn(cloudFormation, nameOf(uid)),

  async resources(uid) {
    const { StackResources = [] } = await cloudFormation
      .send(new DescribeStackResourcesCommand({ StackName: nameOf(uid) }))
      .catch(missing(() => ({ StackResources: [] })));
    const named = StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]);
    return Object.fromEntries(named.filter(([, physical]) => physical)) as Record<string, string>;
  },
});

function changing(
  cloudFormation: CloudFormationClient,
  nameOf: NameOf,
  tagsOf: (order: StackOrder) => Tag[],
): Changing {
  const ordered = (order: StackOrder) => ({
    StackName: nameOf(order.uid),
    ClientRequestToken: operationToken(order),
    TemplateBody: order.template,
    Parameters: Object.entries(order.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Capabilities: ['CAPABILITY_IAM' as const],
    Tags: tagsOf(order),
  });
  const remove = async (input: DeleteStackCommandInput): Promise<void> => {
    await cloudFormation.send(new DeleteStackCommand(input)).catch(acceptedBefore).catch(orRefused);
  };
  return {
    async create(order) {
      const command = new CreateStackCommand({ ...ordered(order), OnFailure: 'DO_NOTHING' });
      await cloudFormation.send(command).catch(acceptedBefore).catch(orRefused);
    },

    async update(order) {
      const accepted = await cloudFormation
        .send(new UpdateStackCommand(ordered(order)))
        .catch(acceptedBefore)
        .catch(nothingToChange)
        .catch(orRefused);
      return accepted !== 'nothing to change';
    },

    async cancelUpdate(uid) {
      await cloudFormation.send(new CancelUpdateStackCommand({ StackName: nameOf(uid) })).catch((error: Error) => {
        // It has come to rest in the meantime.
        if (error.name !== 'ValidationError') throw error;
      });
    },

    remove: (operation) => remove({ StackName: nameOf(operation.uid), ClientRequestToken: operationToken(operation) }),
    removeOrphan: (uid) => remove({ StackName: nameOf(uid) }),
  };
}

/** Its two answers may differ in age; outputs belong to a status only where both have the same. */
const stackOf = ({ StackStatus, Outputs = [] }: Described, { status, generation }: LastOperation): Stack => ({
  status: StackStatus === status ? status : unclear,
  generation,
  outputs: Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [String(OutputKey), String(OutputValue)])),
});

import { describe, expect, it } from '@jest/globals';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { cloudFormationStacks } from './cloudformation-stacks.ts';
import { unclear } from '@lisa/contracts/vocabulary/stack';

const uid = '01ky3m7r9t4v2c8q5h3n6w0e1z';
const name = `lisa-dev-model-${uid}`;
const correlationId = '0e0a2d4c-6a2f-4b57-9f0d-2f4f3a1f5c11';
const order = { uid, generation: 3, correlationId, subject: 'demo', template: '{}', parameters: { VpcId: 'vpc-1' } };

type Answers = Readonly<Record<string, object | Error>>;

/** A client that answers each kind of command in one way, and remembers what it was asked. */
function keeperOn(answers: Answers) {
  const asked: { command: string; input: object }[] = [];
  const client = {
    config: {},
    async send({ constructor: { name: kind }, input }: { constructor: { name: string }; input: object }) {
      const command = kind.replace(/Command$/, '');
      asked.push({ command, input });
      const answer = answers[command] ?? {};
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  // The paginators of the SDK look at the class of their client.
  Object.setPrototypeOf(client, CloudFormationClient.prototype as object);
  const clock = { now: () => 1_000_000 };
  const keeper = cloudFormationStacks(
    client as unknown as CloudFormationClient,
    { stage: 'dev', kind: 'model' },
    clock,
  );
  return { keeper, asked };
}

const refusal = (message: string, code = 'ValidationError') => Object.assign(new Error(message), { name: code });
const event = (ResourceStatus: string, fields: object = {}) => ({
  StackName: name,
  LogicalResourceId: name,
  ResourceType: 'AWS::CloudFormation::Stack',
  ResourceStatus,
  ClientRequestToken: `${uid}-3-${correlationId}`,
  ...fields,
});
const failed = (LogicalResourceId: string, ResourceStatusReason: string) =>
  event('CREATE_FAILED', { LogicalResourceId, ResourceType: 'AWS::ECS::Service', ResourceStatusReason });

describe('finding a stack', () => {
  it('tells its status, who brought it there, and its outputs', async () => {
    const { keeper } = keeperOn({
      DescribeStackEvents: { StackEvents: [event('UPDATE_COMPLETE'), event('UPDATE_IN_PROGRESS')] },
      DescribeStacks: { Stacks: [{ StackStatus: 'UPDATE_COMPLETE', Outputs: [{ OutputKey: 'A', OutputValue: 'b' }] }] },
    });

    expect(await keeper.find(uid)).toEqual({ status: 'UPDATE_COMPLETE', generation: 3, outputs: { A: 'b' } });
  });

  it.each([
    ['somebody else', { ClientRequestToken: 'Console-1' }, 0],
    ['nobody who said so', { ClientRequestToken: undefined }, 0],
    ['a token without correlation', { ClientRequestToken: `${uid}-12` }, 12],
  ])('knows the generation of %s', async (_, fields, generation) => {
    const { keeper } = keeperOn({
      DescribeStackEvents: { StackEvents: [event('UPDATE_COMPLETE', fields)] },
      DescribeStacks: { Stacks: [{ StackStatus: 'UPDATE_COMPLETE' }] },
    });

    expect(await keeper.find(uid)).toMatchObject({ generation });
  });

  it('says so when its two answers differ in age', async () => {
    const { keeper } = keeperOn({
      DescribeStackEvents: { StackEvents: [event('UPDATE_COMPLETE')] },
      DescribeStacks: { Stacks: [{ StackStatus: 'UPDATE_IN_PROGRESS' }] },
    });

    expect(await keeper.find(uid)).toMatchObject({ status: unclear });
  });

  it('knows none that does not exist', async () => {
    const { keeper } = keeperOn({ DescribeStackEvents: refusal(`Stack [${name}] does not exist`) });

    expect(await keeper.find(uid)).toBeUndefined();
  });

  it('hides no other error', async () => {
    const { keeper } = keeperOn({ DescribeStackEvents: refusal('Rate exceeded', 'Throttling') });

    await expect(keeper.find(uid)).rejects.toMatchObject({ name: 'Throttling' });
  });
});

describe('ordering a stack', () => {
  it('names stack and operation after their owner, and leaves a failed one to be looked at', async () => {
    const { keeper, asked } = keeperOn({});

    await keeper.create(order);

    expect(asked[0]).toMatchObject({
      command: 'CreateStack',
      input: {
        StackName: name,
        ClientRequestToken: `${uid}-3-${correlationId}`,
        OnFailure: 'DO_NOTHING',
        Parameters: [{ ParameterKey: 'VpcId', ParameterValue: 'vpc-1' }],
        Tags: expect.arrayContaining([
          { Key: 'lisa:kind', Value: 'model' },
          { Key: 'lisa:uid', Value: uid },
          { Key: 'lisa:subject', Value: 'demo' },
        ]),
      },
    });
  });

  it.each(['req_1', 'x'.repeat(200), 'ü', ''])('leaves out a correlation that cannot travel: %j', async (id) => {
    const { keeper, asked } = keeperOn({});

    await keeper.create({ ...order, correlationId: id });

    expect(asked[0]?.input).toMatchObject({ ClientRequestToken: `${uid}-3` });
  });

  it('says whether there was something to change', async () => {
    const nothing = refusal('No updates are to be performed.');

    expect(await keeperOn({}).keeper.update(order)).toBe(true);
    expect(await keeperOn({ UpdateStack: nothing }).keeper.update(order)).toBe(false);
  });

  it('takes an operation that was accepted before for accepted', async () => {
    const before = refusal('A client request token already exists', 'TokenAlreadyExistsException');
    const { keeper } = keeperOn({ CreateStack: before, UpdateStack: before, DeleteStack: before });

    await keeper.create(order);
    expect(await keeper.update(order)).toBe(true);
    await keeper.remove(order);
  });

  it.each([
    ['exists already', refusal(`Stack [${name}] already exists`, 'AlreadyExistsException'), 'StackMoved'],
    ['is being changed', refusal('Stack:x is in UPDATE_IN_PROGRESS state and can not be updated.'), 'StackMoved'],
    ['is gone', refusal(`Stack [${name}] does not exist`), 'StackMoved'],
    ['has a faulty template', refusal('Template error: every Ref must be a string'), 'StackRefused'],
    ['is one too many', refusal('Limit for stack has been exceeded', 'LimitExceededException'), 'StackRefused'],
    ['has to wait', refusal('Rate exceeded', 'Throttling'), 'Throttling'],
  ])('tells apart why a stack that %s is not taken', async (_, error, expected) => {
    const { keeper } = keeperOn({ CreateStack: error, UpdateStack: error });

    await expect(keeper.create(order)).rejects.toMatchObject({ name: expected });
    await expect(keeper.update(order)).rejects.toMatchObject({ name: expected });
  });

  it('does not repeat a whole template that is refused', async () => {
    const words = 'failed to satisfy constraint: Member must have length less than or equal to 51200';
    const { keeper } = keeperOn({ CreateStack: refusal(`Value '${'{}'.repeat(9000)}' at 'templateBody' ${words}`) });

    await expect(keeper.create(order)).rejects.toThrow(`Value '…' at 'templateBody' ${words}`);
  });
});

describe('removing a stack', () => {
  it('is asked for again when it is being changed', async () => {
    const busy = refusal(`Stack [${name}] cannot be deleted while in status UPDATE_IN_PROGRESS`);

    await expect(keeperOn({ DeleteStack: busy }).keeper.remove(order)).rejects.toMatchObject({ name: 'StackMoved' });
  });

  it('names no operation for one that nobody owns', async () => {
    const { keeper, asked } = keeperOn({});

    await keeper.removeOrphan(uid);

    expect(asked).toEqual([{ command: 'DeleteStack', input: { StackName: name } }]);
  });

  it('needs no change that could be undone', async () => {
    const resting = refusal('CancelUpdateStack cannot be called from current stack status');

    await expect(keeperOn({ CancelUpdateStack: resting }).keeper.cancelUpdate(uid)).resolves.toBeUndefined();
  });
});

describe('telling why a stack failed', () => {
  it('names the resource that failed first in the last operation', async () => {
    const { keeper } = keeperOn({
      DescribeStackEvents: {
        StackEvents: [
          event('CREATE_FAILED', { ResourceStatusReason: 'The following resource(s) failed to create: [Service].' }),
          failed('Alarm', 'Resource creation cancelled'),
          failed('Service', 'circuit breaker'),
          event('CREATE_IN_PROGRESS', { ResourceStatusReason: 'User Initiated' }),
          failed('Service', 'what failed in an earlier operation'),
        ],
      },
    });

    expect(await keeper.firstFailure(uid)).toBe('Service: circuit breaker');
  });

  it('gives the stack’s own reason when no resource has one', async () => {
    const own = event('DELETE_FAILED', { ResourceStatusReason: 'no permission' });
    const { keeper } = keeperOn({ DescribeStackEvents: { StackEvents: [own, event('DELETE_IN_PROGRESS')] } });

    expect(await keeper.firstFailure(uid)).toBe('Stack: no permission');
  });
});

describe('listing stacks', () => {
  it('finds those of this kind and stage, with their age', async () => {
    const CreationTime = new Date(400_000);
    const summaries = [name, `lisa-prod-model-${uid}`, 'lisa-models-dev', `lisa-dev-mcp-server-${uid}`];
    const StackSummaries = summaries.map((StackName) => ({ StackName, CreationTime }));

    expect(await keeperOn({ ListStacks: { StackSummaries } }).keeper.list()).toEqual([{ uid, age: 600 }]);
  });
});

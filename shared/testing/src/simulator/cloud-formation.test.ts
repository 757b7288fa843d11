import {
  CancelUpdateStackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStacks,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { SimulatedCloudFormation } from './cloud-formation.ts';
import type { Faults } from './faults.ts';
import { aHost, pass } from './simulated-host.fixture.ts';
import type { Verdict } from './stack.ts';

const StackName = 'lisa-test-model-a';
const order = (TemplateBody: string, ClientRequestToken: string) => ({ StackName, TemplateBody, ClientRequestToken });

/** CloudFormation whose operations end one after the other as these verdicts say, each after ten seconds. */
function cloudFormation(verdicts: readonly Partial<Verdict>[] = [], faults: Partial<Faults> = {}) {
  const host = aHost(faults);
  const statuses: string[] = [];
  const left = [...verdicts];
  const { client, stacks } = new SimulatedCloudFormation(host, {
    verdict: () => ({ seconds: 10, ...left.shift() }),
    tell: (_, { status, token }) => statuses.push(`${status} ${token}`),
    outputs: () => ({ Url: 'http://a' }),
  });
  const describe = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  const create = (OnFailure?: 'DO_NOTHING') =>
    client.send(new CreateStackCommand({ ...order('1', 't1'), ...(OnFailure && { OnFailure }) }));
  const update = (token = 't2', template = '2') => client.send(new UpdateStackCommand(order(template, token)));
  const remove = () => client.send(new DeleteStackCommand({ StackName, ClientRequestToken: 't9' }));
  return { host, client, stacks, statuses, describe, create, update, remove };
}

describe('a simulated stack', () => {
  it('is created, changed and deleted, and every event carries the token of its operation', async () => {
    const { host, statuses, describe: look, create, update, remove } = cloudFormation();
    await create();
    await pass(host, 11);
    expect(await look()).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputValue: 'http://a' }] });
    await update();
    await pass(host, 40);
    await remove();
    await pass(host, 11);

    expect(statuses).toEqual([
      'CREATE_IN_PROGRESS t1',
      'CREATE_COMPLETE t1',
      'UPDATE_IN_PROGRESS t2',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS t2',
      'UPDATE_COMPLETE t2',
      'DELETE_IN_PROGRESS t9',
      'DELETE_COMPLETE t9',
    ]);
    await expect(look()).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/does not exist/),
    });
  });

  it('is created once for one token, and refused to another', async () => {
    const { client, create } = cloudFormation();
    const [first, again] = [await create(), await create()];

    expect(again).toEqual(first);
    const rival = client.send(new CreateStackCommand(order('1', 'other')));
    await expect(rival).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  });

  it.each([
    ['rolled back', undefined, {}, ['ROLLBACK_IN_PROGRESS t1', 'ROLLBACK_COMPLETE t1']],
    ['stuck in its rollback', undefined, { isStuck: true }, ['ROLLBACK_IN_PROGRESS t1', 'ROLLBACK_FAILED t1']],
    ['left as it is', 'DO_NOTHING', {}, ['CREATE_FAILED t1']],
  ] as const)('that cannot be created is %s, and can only be deleted', async (_, onFailure, verdict, expected) => {
    const { host, client, statuses, create, update, remove } = cloudFormation([{ reason: 'no capacity', ...verdict }]);
    await create(onFailure);
    await pass(host, 60);

    expect(statuses.slice(1)).toEqual(expected);
    await expect(update()).rejects.toThrow('can not be updated');
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
    expect(StackEvents.filter(({ LogicalResourceId }) => LogicalResourceId === 'Service')).toMatchObject([
      { ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: 'no capacity' },
    ]);
    await remove();
    await pass(host, 60);
    expect(statuses.at(-1)).toBe('DELETE_COMPLETE t9');
  });

  it('takes back a change that fails, and one that is cancelled', async () => {
    const { host, client, stacks, statuses, create, update } = cloudFormation([{}, { reason: 'no' }, {}]);
    await create();
    await pass(host, 11);
    await update();
    await pass(host, 60);
    await update('t3');
    await client.send(new CancelUpdateStackCommand({ StackName, ClientRequestToken: 't4' }));
    await pass(host, 60);

    expect(statuses.filter((status) => status.startsWith('UPDATE_ROLLBACK_COMPLETE '))).toEqual([
      'UPDATE_ROLLBACK_COMPLETE t2',
      'UPDATE_ROLLBACK_COMPLETE t4',
    ]);
    expect(statuses.filter((status) => status.startsWith('UPDATE_COMPLETE'))).toEqual([]);
    expect(stacks.get(StackName)?.content.template).toBe('1');
    await expect(update('t5', '1')).rejects.toThrow('No updates are to be performed');
  });

  it('cannot be deleted while it changes, but while it is created', async () => {
    const { host, statuses, create, update, remove } = cloudFormation();
    await create();
    await pass(host, 11);
    await update();
    await expect(remove()).rejects.toThrow('cannot be deleted while in status UPDATE_IN_PROGRESS');
    const other = cloudFormation();
    await other.create();
    await other.remove();
    await pass(other.host, 60);

    expect(other.statuses).not.toContain('CREATE_COMPLETE t1');
    expect(other.statuses.at(-1)).toBe('DELETE_COMPLETE t9');
    expect(statuses.at(-1)).toBe('UPDATE_IN_PROGRESS t2');
  });

  it('that is missing is deleted without a word', async () => {
    const { host, statuses, remove } = cloudFormation();
    await remove();
    await pass(host, 60);

    expect(statuses).toEqual([]);
  });

  it('that cannot be deleted can be deleted again', async () => {
    const { host, statuses, stacks, create, remove } = cloudFormation([{}, { reason: 'in use' }, {}]);
    await create();
    await pass(host, 11);
    await remove();
    await pass(host, 11);
    expect(statuses.at(-1)).toBe('DELETE_FAILED t9');
    await remove();
    await pass(host, 11);

    expect(stacks.size).toBe(0);
  });

  it('may be shown as it was a moment ago', async () => {
    const { host, describe: look, create } = cloudFormation([], { stale: 1 });
    await create();
    await pass(host, 11);
    const soon = await look();
    await pass(host, 5);

    expect([soon?.StackStatus, (await look())?.StackStatus]).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
  });

  it('is listed by the real paginator', async () => {
    const { client, create } = cloudFormation();
    await create();
    const names: (string | undefined)[] = [];
    for await (const { StackSummaries = [] } of paginateListStacks({ client }, {}))
      names.push(...StackSummaries.map((summary) => summary.StackName));

    expect(names).toEqual([StackName]);
  });
});

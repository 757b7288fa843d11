import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { tapBus } from './bus-tap.ts';
import { call, listed, place, tokenOf, until } from './running-platform.ts';
import { accountOf, aSelfHostedModel, reaching } from './self-hosted-model.ts';

const account = accountOf(place);
const breaker = 'ECS Deployment Circuit Breaker was triggered';
let admin: string;
beforeAll(async () => {
  admin = await tokenOf('admin');
});

/** Creates the model, waits until it failed, and answers its reason; then deletes it, and nothing is left. */
async function reasonOf(model: { readonly modelId: string; readonly modelName: string }): Promise<string> {
  const { modelId } = model;
  const tap = await tapBus(modelId);
  try {
    expect(await call('POST', '/models', admin, model)).toMatchObject({ status: 200 });
    const read = async () => ((await call('GET', `/models/${modelId}`, admin)).body as { model: LisaModel }).model;
    const failed = await reaching(read, ['Failed', 'InService']);
    expect(failed.status).toBe('Failed');
    await until(async () => (await tap.heard()).some(({ name }) => name === 'ModelFailed'));
    const told = (await tap.heard()).find(({ name, data }) => name === 'ModelFailed' && data['modelId'] === modelId);
    expect(told?.data['reason']).toBe(failed.failureReason);
    expect(await listed(admin)).not.toContain(modelId);

    expect(await call('DELETE', `/models/${modelId}`, admin)).toMatchObject({ status: 200 });
    await until(async () => (await call('GET', `/models/${modelId}`, admin)).status === 404);
    const uid = String(told?.data['uid']);
    expect([await account.stacks(uid), await account.tasks(uid), await account.secrets(uid)]).toEqual([[], [], 0]);
    return failed.failureReason ?? '';
  } finally {
    await tap.close();
  }
}

describe('a self-hosted model that cannot come into service', () => {
  it.each([
    ['container exits', { DEMO_MODEL_EXITS: 'true' }, ['exit code 1', 'CUDA out of memory']],
    ['container is never healthy', { DEMO_MODEL_NEVER_HEALTHY: 'true' }, ['Task failed ELB health checks in']],
  ])('says why when its %s, and goes without a trace', async (what, environment, causes) => {
    const reason = await reasonOf(aSelfHostedModel(`journey-${what.replaceAll(' ', '-')}`, { environment }));

    for (const cause of [breaker, ...causes]) expect(reason).toContain(cause);
  });

  it('says why when its image cannot be pulled, and goes without a trace', async () => {
    const image = 'registry.example.com/nowhere/none:1';

    const reason = await reasonOf(aSelfHostedModel('journey-no-image', { image }));

    expect(reason).toContain('CannotPullContainerError');
    expect(reason).toContain('registry.example.com/nowhere/none');
  });

  it('says where its weights should be, and goes without a trace', async () => {
    const reason = await reasonOf({ ...aSelfHostedModel('journey-no-weights'), modelName: 'nobody/nothing' });

    expect(reason).toMatch(/^Weights missing: s3:\/\/[^/]+\/nobody\/nothing\//);
  });

  it('says what CloudFormation rejects, and goes without a trace', async () => {
    // So many variables fit a request, but not a template: it may have 51,200 bytes.
    const names = Array.from({ length: 2400 }, (_, index) => `V${index}`);
    const environment = Object.fromEntries(names.map((name) => [name, '1']));

    const reason = await reasonOf(aSelfHostedModel('journey-rejected', { environment }));

    expect(reason).toContain('templateBody');
    expect(reason).toContain('51200');
  });
});

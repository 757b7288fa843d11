import { describe, expect, it } from '@jest/globals';
import { currentApi } from './current-api.ts';
import type { ApiReader } from './read-api.ts';

function aStage() {
  const stage = {
    time: 0,
    apiId: 'api' as string | undefined,
    deployment: 'd1' as string | undefined,
    checks: 0,
    reads: 0,
    isDown: false,
  };
  const reader: ApiReader = {
    deploymentOf: async () => {
      stage.checks += 1;
      if (stage.isDown) throw new Error('connect ECONNREFUSED');
      return stage.deployment;
    },
    read: async (apiId, deploymentId) => {
      stage.reads += 1;
      return { apiId, deploymentId, resources: [], authorizers: new Map(), gatewayResponses: new Map() };
    },
  };
  return {
    stage,
    current: currentApi({ reader, apiId: () => stage.apiId, now: () => stage.time, log: () => undefined }),
  };
}

describe('keeping up with the deployed stage', () => {
  it('asks for the deployment at most every half second and reads only a new one', async () => {
    const { stage, current } = aStage();

    for (stage.time = 0; stage.time < 1_500; stage.time += 100) await current.get();

    expect(stage).toMatchObject({ checks: 3, reads: 1 });
  });

  it('shows another deployment within half a second', async () => {
    const { stage, current } = aStage();
    await current.get();

    stage.deployment = 'd2';
    stage.time = 500;

    expect(await current.get()).toMatchObject({ deploymentId: 'd2' });
  });

  it('looks again at once after a miss, but not for each of many', async () => {
    const { stage, current } = aStage();
    await current.get();
    stage.deployment = 'd2';
    stage.time = 50;

    const seen = await Promise.all(Array.from({ length: 20 }, () => current.getAfterMiss()));

    expect(new Set(seen.map((api) => api?.deploymentId))).toEqual(new Set(['d2']));
    expect(stage.checks).toBe(2);
  });

  it('knows nothing while no API or no stage exists', async () => {
    const { stage, current } = aStage();

    stage.apiId = undefined;
    expect(await current.get()).toBeUndefined();

    Object.assign(stage, { apiId: 'api', deployment: undefined });
    expect(await current.get()).toBeUndefined();
  });

  it('keeps what it knows while the emulator does not answer, and fails if it knows nothing', async () => {
    const { stage, current } = aStage();
    stage.isDown = true;
    await expect(current.get()).rejects.toThrow('ECONNREFUSED');

    stage.isDown = false;
    await current.get();
    Object.assign(stage, { isDown: true, time: 10_000 });

    expect(await current.get()).toMatchObject({ deploymentId: 'd1' });
  });
});

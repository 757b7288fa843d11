import { afterEach, describe, expect, it } from '@jest/globals';
import { aModel, aTask, eventually } from './test/fakes.ts';
import type { FakeTask } from './test/fakes.ts';
import { ask } from './test/read-answer.ts';

const tasks: FakeTask[] = [];

afterEach(async () => {
  await Promise.all(tasks.splice(0).map(({ task }) => task.stop(0, 0)));
});

async function started(prepare: (task: FakeTask) => void = () => undefined): Promise<FakeTask> {
  const task = await aTask();
  prepare(task);
  tasks.push(task);
  return task;
}

const behind = aModel({ modelId: 'behind', target: { via: 'litellm', model: 'openai/x' } });
const direct = aModel({ modelId: 'direct' });

const healthy = async (url: string): Promise<string[]> => {
  const { json } = await ask(`${url}/v1/health`);
  return (json as { healthy_endpoints: { model: string }[] }).healthy_endpoints.map(({ model }) => model);
};

describe('a task whose LiteLLM is still starting', () => {
  it('serves direct models, and writes its lease only when LiteLLM has its list', async () => {
    const { url, rows, leases, litellm } = await started(({ litellm }) => (litellm.up = false));
    await eventually(() => leases.version === 0);

    rows.serve(direct, behind);
    await eventually(() => rows.reads >= 3);
    const [meanwhile, lease] = [await healthy(url), leases.version];
    litellm.up = true;
    await eventually(() => leases.version === 1);

    expect(meanwhile).toEqual(['direct']);
    expect(lease).toBe(0);
    expect((await healthy(url)).sort((a, b) => a.localeCompare(b))).toEqual(['behind', 'direct']);
  });

  it('writes its lease without waiting when nothing is behind LiteLLM', async () => {
    const { leases, litellm, serve } = await started(({ litellm }) => (litellm.up = false));

    await serve(direct);

    expect(leases.version).toBe(1);
    expect(litellm.replaced).toBe(0);
  });
});

describe('a task whose LiteLLM dies and comes back empty', () => {
  it('gives it the list again by itself', async () => {
    const { url, litellm, serve } = await started();
    await serve(behind);

    litellm.up = false;
    await eventually(() => litellm.asked > 2);
    const meanwhile = await healthy(url);
    litellm.restart();
    await eventually(() => litellm.entries.length === 1);

    expect(meanwhile).toEqual([]);
    expect(await healthy(url)).toEqual(['behind']);
  }, 15_000);
});

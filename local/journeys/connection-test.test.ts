import { beforeAll, describe, expect, it } from '@jest/globals';
import { call, platform, tokenOf } from './running-platform.ts';

let admin: string;
let user: string;
beforeAll(async () => {
  [admin, user] = await Promise.all([tokenOf('admin'), tokenOf('user')]);
});

const demo = () => ({ modelType: 'textgen', streaming: true, modelUrl: `${platform.demoModelUrl}/v1` });
const test = (body: object, token = admin) => call('POST', '/v2/serve/connection-tests', token, body);

describe('testing a connection before a model is saved', () => {
  it.each([
    ['straight from the router', 'openai/lisa-demo'],
    ['through LiteLLM', 'hosted_vllm/lisa-demo'],
  ])('reaches the model %s', async (_, modelName) => {
    const answer = await test({ ...demo(), modelName });

    expect(answer).toMatchObject({ status: 200, body: { ok: true, answer: expect.stringMatching(/\w/) } });
  });

  it.each([
    ['openai/lisa-demo', 'http://127.0.0.1:9/v1', 'Nothing listens at 127.0.0.1:9'],
    ['nobody/lisa-demo', undefined, 'LiteLLM knows no such provider'],
  ])('names what is wrong with %s', async (modelName, modelUrl, words) => {
    const answer = await test({ modelName, modelType: 'textgen', ...(modelUrl && { modelUrl }) });

    expect(answer).toMatchObject({ status: 200, body: { ok: false, reason: expect.stringContaining(words) } });
  });

  it('is for administrators, and leaves no model behind', async () => {
    expect((await test({ ...demo(), modelName: 'openai/lisa-demo' }, user)).status).toBe(403);

    const { body } = await call('GET', '/models', admin);
    expect(JSON.stringify(body)).not.toContain('hosted_vllm/lisa-demo');
  });
});

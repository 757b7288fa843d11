import { afterEach, describe, expect, it } from '@jest/globals';
import { scriptedUpstream } from '@lisa/gateway/scripted-upstream';
import type { ScriptedUpstream } from '@lisa/gateway/scripted-upstream';
import { litellmControl } from './litellm-control.ts';

const servers: ScriptedUpstream[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function aControlRoute(status: number, answer: object) {
  const server = await scriptedUpstream((_, response) => void response.writeHead(status).end(JSON.stringify(answer)));
  servers.push(server);
  return { server, control: litellmControl(server.origin, 'control-key') };
}

const entry = { model_name: 'a', litellm_params: { model: 'openai/x', api_key: 'secret' }, model_info: { id: 'a-1' } };

describe('replacing the model list of LiteLLM', () => {
  it('sends the whole list under its generation, with the control key, and gives back what was rejected', async () => {
    const rejected = [{ id: 'a-1', reason: 'unknown provider' }];
    const { server, control } = await aControlRoute(200, {
      generation: 4,
      names: [],
      changed: [],
      removed: [],
      rejected,
    });

    expect(await control.replace(4, [entry])).toEqual(rejected);

    expect(server.requests[0]).toMatchObject({ method: 'PUT', path: '/internal/models' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer control-key');
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ generation: 4, models: [entry] });
  });

  it.each([
    [409, { error: { message: 'older generation' } }],
    [401, { error: { message: 'control key required' } }],
  ])('rejects in words on %i, without the keys of models', async (status, answer) => {
    const { control } = await aControlRoute(status, answer);

    const failure = await control.replace(4, [entry]).catch(String);

    expect(failure).toContain(`LiteLLM answered ${status}`);
    expect(failure).toContain(answer.error.message);
    expect(failure).not.toContain('secret');
  });
});

describe('asking LiteLLM for its generation', () => {
  it('reads it', async () => {
    const { control } = await aControlRoute(200, { generation: 7, names: [] });

    expect(await control.generation()).toBe(7);
  });

  it('rejects while LiteLLM is not up', async () => {
    await expect(litellmControl('http://127.0.0.1:9', 'k').generation()).rejects.toThrow('ECONNREFUSED');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { FollowRoutes } from './follow-routes.ts';
import { RoutesTable } from './routes-table.ts';
import { SecretCache } from './secret-cache.ts';
import { aModel, FakeLeases, FakeLitellmModels, FakeRouteRows, FakeSecrets } from './test/fakes.ts';

const settings = { origin: 'http://litellm', masterKey: 'master' };

function aFollower() {
  const clock = { now: 0 };
  const parts = {
    rows: new FakeRouteRows(),
    leases: new FakeLeases(),
    secretsOutside: new FakeSecrets(),
    litellm: new FakeLitellmModels(),
    table: new RoutesTable(),
    unreadable: [] as object[],
  };
  const follower = new FollowRoutes({
    ...parts,
    secrets: new SecretCache(parts.secretsOutside, () => clock.now),
    litellmSettings: settings,
    log: { log: (level, _, facts = {}) => void (level === 'ERROR' && parts.unreadable.push(facts)) },
    now: () => clock.now,
  });
  const apply = async (...models: PublishedModel[]): Promise<void> => {
    parts.rows.serve(...models);
    await follower.apply(await follower.latest());
  };
  const reachOf = (modelId: string) => parts.table.find(modelId)?.reach;
  return { ...parts, follower, clock, apply, reachOf };
}

const direct = (changes: Partial<PublishedModel> = {}) =>
  aModel({ modelId: 'direct', target: { via: 'direct', model: 'm', baseUrl: 'http://up/v1/' }, ...changes });
const behind = (changes: Partial<PublishedModel> = {}) =>
  aModel({
    modelId: 'behind',
    target: { via: 'litellm', model: 'openai/gpt', baseUrl: 'http://up/v1', secretArn: 'arn:key' },
    ...changes,
  });

describe('applying routes', () => {
  it('serves direct models whether or not LiteLLM is up', async () => {
    const { apply, reachOf, litellm } = aFollower();
    litellm.up = false;

    await apply(direct());

    expect(reachOf('direct')).toEqual({
      via: 'direct',
      origin: 'http://up',
      basePath: '/v1',
      model: 'm',
      authorization: undefined,
    });
  });

  it('gives LiteLLM its list with credentials, and only then serves what is behind it', async () => {
    const { apply, reachOf, litellm, secretsOutside } = aFollower();
    secretsOutside.values.set('arn:key', 'secret');
    const model = behind();

    await apply(direct({ modelType: 'embedding' }), model);

    const params = { model: 'openai/gpt', api_base: 'http://up/v1', api_key: 'secret' };
    expect(litellm.entries).toEqual([
      { model_name: 'behind', litellm_params: params, model_info: { id: `${model.uid}-2` } },
    ]);
    expect(litellm.current).toBe(1);
    expect(reachOf('behind')).toEqual({
      via: 'litellm',
      origin: 'http://litellm',
      basePath: '/v1',
      model: 'behind',
      authorization: 'Bearer master',
    });
  });

  it('serves direct models at once while LiteLLM is not up, but does not count the version as served', async () => {
    const { apply, follower, reachOf, litellm, secretsOutside } = aFollower();
    secretsOutside.values.set('arn:key', 'secret');
    litellm.up = false;

    await expect(apply(direct(), behind())).rejects.toThrow('ECONNREFUSED');
    expect(reachOf('direct')).toMatchObject({ via: 'direct' });
    expect(reachOf('behind')).toEqual({ closed: 'It is being loaded.' });

    litellm.up = true;
    await follower.apply(1);
    expect(reachOf('behind')).toMatchObject({ via: 'litellm' });
  });

  it('does not disturb LiteLLM when only models changed that it need not know', async () => {
    const { apply, litellm, secretsOutside } = aFollower();
    secretsOutside.values.set('arn:key', 'secret');
    const model = behind();
    await apply(model);

    await apply(model, direct({ modelType: 'embedding' }));
    await apply(model);

    expect(litellm.replaced).toBe(1);
  });

  it('does not let LiteLLM know a direct model without an address', async () => {
    const { apply, litellm } = aFollower();

    await apply(direct({ target: { via: 'direct', model: 'm' } }));

    expect(litellm.replaced).toBe(0);
  });

  it('takes a model out of the table before LiteLLM forgets it', async () => {
    const { apply, reachOf, litellm, secretsOutside } = aFollower();
    secretsOutside.values.set('arn:key', 'secret');
    await apply(behind());
    litellm.up = false;

    await expect(apply()).rejects.toThrow('ECONNREFUSED');

    expect(reachOf('behind')).toBeUndefined();
  });

  it('does not let a model that was created again answer through the list of the one before', async () => {
    const { apply, reachOf, litellm, secretsOutside } = aFollower();
    secretsOutside.values.set('arn:key', 'secret');
    await apply(behind());
    litellm.up = false;

    await expect(apply(behind({ allowedGroups: ['others'] }))).rejects.toThrow('ECONNREFUSED');

    expect(reachOf('behind')).toEqual({ closed: 'It is being loaded.' });
  });

  it('keeps a changed model answering while LiteLLM learns of the change, under its new groups', async () => {
    const { apply, reachOf, table, litellm, secretsOutside } = aFollower();
    secretsOutside.values.set('arn:key', 'secret');
    const model = behind();
    await apply(model);
    litellm.up = false;

    await expect(apply({ ...model, version: 3, allowedGroups: ['others'] })).rejects.toThrow('ECONNREFUSED');

    expect(reachOf('behind')).toMatchObject({ via: 'litellm' });
    expect(table.find('behind')?.model.allowedGroups).toEqual(['others']);
  });

  it('closes only the model LiteLLM cannot serve, with the reason', async () => {
    const { apply, reachOf, litellm } = aFollower();
    const odd = aModel({ modelId: 'odd', target: { via: 'litellm', model: 'nowhere/x' } });
    litellm.rejected = [{ id: `${odd.uid}-2`, reason: 'unknown provider' }];

    await apply(odd, direct());

    expect(reachOf('odd')).toEqual({ closed: 'LiteLLM cannot serve it (unknown provider).' });
    expect(reachOf('direct')).toMatchObject({ via: 'direct' });
  });

  it('leaves out what is not serving and rows that cannot be read, and names those', async () => {
    const { rows, follower, table, unreadable } = aFollower();
    rows.serve(direct());
    rows.rows.push(
      { ...(rows.rows[0] as object), id: 'stopped', serving: false },
      { kind: 'route', id: 'broken', serving: true },
    );

    await follower.apply(1);

    expect([...table.all()].map(({ model }) => model.modelId)).toEqual(['direct']);
    expect(unreadable).toEqual([{ id: 'broken', reason: expect.any(String) }]);
  });

  it('reads a secret once, and again when a recreated model brings another', async () => {
    const { apply, secretsOutside, litellm } = aFollower();
    secretsOutside.values.set('arn:key', 'one').set('arn:other', 'two');
    const model = behind();

    await apply(model);
    await apply({ ...model, version: 3 });
    await apply(behind({ target: { ...model.target, secretArn: 'arn:other' } }));

    expect(secretsOutside.reads).toBe(2);
    expect(litellm.entries[0]?.litellm_params.api_key).toBe('two');
  });
});

const ofOurOwn = (target: PublishedModel['target']) => aModel({ modelId: 'own', hostingType: 'lisa_hosted', target });
const translated = { api_base: 'http://up/v1', api_key: 'none', use_chat_completions_api: true };

describe('what a direct model does not speak', () => {
  it.each([
    ['a direct model', direct(), 'hosted_vllm/m'],
    [
      'a name with a slash',
      ofOurOwn({ via: 'direct', model: 'openai/gpt-oss', baseUrl: 'http://up/v1' }),
      'hosted_vllm/openai/gpt-oss',
    ],
    [
      'a model of our own behind LiteLLM',
      ofOurOwn({ via: 'litellm', model: 'openai/openai/gpt-oss', baseUrl: 'http://up/v1' }),
      'hosted_vllm/openai/gpt-oss',
    ],
  ])('is translated by LiteLLM into chat completions (%s)', async (_, model, name) => {
    const { apply, litellm, table } = aFollower();

    await apply(model);

    expect(litellm.entries.map(({ litellm_params }) => litellm_params)).toEqual([{ ...translated, model: name }]);
    expect(table.find(model.modelId)?.translated).toMatchObject({ via: 'litellm', model: model.modelId });
  });

  it('waits for LiteLLM, which is asked again every two seconds; the model itself does not', async () => {
    const { apply, follower, clock, litellm, reachOf, table } = aFollower();
    litellm.up = false;

    await apply(direct());
    expect(reachOf('direct')).toMatchObject({ via: 'direct' });
    expect(table.find('direct')?.translated).toEqual({ closed: 'It is being loaded.' });
    expect(await follower.lost()).toBe(false);

    litellm.up = true;
    clock.now += 2_000;
    expect(await follower.lost()).toBe(true);
    await follower.apply(1);
    expect(table.find('direct')?.translated).toMatchObject({ via: 'litellm' });
    expect(await follower.lost()).toBe(false);
  });

  it('is not asked for any more when the model is gone meanwhile', async () => {
    const { apply, follower, clock, litellm } = aFollower();
    litellm.up = false;
    await apply(direct());

    await apply();

    clock.now += 60_000;
    expect(await follower.lost()).toBe(false);
  });

  it('holds up no change of direct models while others are served from the list LiteLLM has', async () => {
    const { apply, litellm, reachOf, secretsOutside } = aFollower();
    secretsOutside.values.set('arn:key', 'secret');
    const model = behind();
    await apply(model);
    litellm.up = false;

    await apply(model, direct());

    expect(reachOf('direct')).toMatchObject({ via: 'direct' });
    expect(reachOf('behind')).toMatchObject({ via: 'litellm' });
  });
});

describe('something applied that was lost', () => {
  it('is noticed within five seconds of a restart of LiteLLM, which then gets its list again', async () => {
    const { apply, follower, clock, litellm, secretsOutside } = aFollower();
    secretsOutside.values.set('arn:key', 'secret');
    await apply(behind());
    litellm.restart();

    expect(await follower.lost()).toBe(false);
    clock.now += 5_000;
    expect(await follower.lost()).toBe(true);
    await follower.apply(1);

    expect(litellm.entries).toHaveLength(1);
    clock.now += 5_000;
    expect(await follower.lost()).toBe(false);
  });

  it('is a secret that could not be read, after a pause', async () => {
    const { apply, follower, clock, reachOf, secretsOutside } = aFollower();
    await apply(behind());

    expect(reachOf('behind')).toEqual({ closed: 'Its credential could not be read (ResourceNotFoundException).' });
    expect(await follower.lost()).toBe(false);
    clock.now += 5_000;
    expect(await follower.lost()).toBe(true);

    secretsOutside.values.set('arn:key', 'secret');
    await follower.apply(1);
    expect(reachOf('behind')).toMatchObject({ via: 'litellm' });
    expect(await follower.lost()).toBe(false);
  });
});

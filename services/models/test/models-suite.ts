import { describe, expect, it } from '@jest/globals';
import { ModelRequested, ModelRetired } from '@lisa/contracts/events/models.events';
import { fact, type Fact } from '@lisa/kit/events/fact';
import type { Model } from '../src/domain/model.ts';
import { intentOf } from '../src/use-cases/intent.ts';
import type { Models } from '../src/ports.ts';
import { aRequestedModel } from './fakes.ts';

interface Kept {
  readonly models: Models;
  /** Names of the facts that were committed for this model, in order. */
  readonly committed: (uid: string) => Promise<string[]>;
}

/** What every implementation of `Models` promises. `mint` answers an id that nobody has used, which is its model's name too. */
export function keepsModels(name: string, given: () => Promise<Kept>, mint: () => string): void {
  const aNewModel = (fields: Partial<Model> = {}): Model => {
    const uid = mint();
    return aRequestedModel({ uid, modelId: `m-${uid}`, ...fields });
  };
  const next = (model: Model, fields: Partial<Model> = {}): Model => ({
    ...model,
    version: model.version + 1,
    ...fields,
  });
  const retired = ({ modelId, uid, version }: Model): Fact =>
    fact(ModelRetired, { modelId, uid, version: version + 1 });

  describe(`keeping models in ${name}`, () => {
    it('finds one by its name, by its uid and in the list', async () => {
      const { models, committed } = await given();
      const model = aNewModel({
        reason: 'why',
        spec: { ...aRequestedModel().spec, features: [{ name: 'f', overview: '' }] },
      });

      await models.create(model, intentOf(model));

      expect(await models.find(model.modelId)).toEqual(model);
      expect(await models.findByUid(model.uid)).toEqual(model);
      expect(await models.list()).toContainEqual(model);
      expect(await committed(model.uid)).toEqual(['ModelRequested']);
    });

    it('knows nothing of a name or uid that nobody has', async () => {
      const { models } = await given();

      expect([await models.find('nobody'), await models.findByUid(mint())]).toEqual([undefined, undefined]);
    });

    it('gives a name to one of two', async () => {
      const { models, committed } = await given();
      const [first, second] = [aNewModel(), aNewModel()];
      const rival = { ...second, modelId: first.modelId };
      await models.create(first, intentOf(first));

      await expect(models.create(rival, intentOf(rival))).rejects.toMatchObject({ code: 'ModelExists' });

      expect(await models.find(first.modelId)).toEqual(first);
      expect([await models.findByUid(rival.uid), await committed(rival.uid)]).toEqual([undefined, []]);
    });

    it('writes a change with its facts', async () => {
      const { models, committed } = await given();
      const model = aNewModel({ reason: 'why' });
      await models.create(model);
      const changed = next(model, { ready: true, reason: undefined });

      await models.commit(model, changed, intentOf(model));

      expect(await models.find(model.modelId)).toEqual(changed);
      expect(await committed(model.uid)).toEqual(['ModelRequested']);
    });

    it('refuses a change of what was changed meanwhile, with its facts', async () => {
      const { models, committed } = await given();
      const model = aNewModel();
      await models.create(model);
      await models.commit(model, next(model, { generation: 2 }));

      const late = models.commit(model, next(model, { generation: 7 }), intentOf(model));

      await expect(late).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
      expect([await models.find(model.modelId), await committed(model.uid)]).toMatchObject([{ generation: 2 }, []]);
    });

    it('lets one of many win that change it at once', async () => {
      const { models } = await given();
      const model = aNewModel();
      await models.create(model);

      const rivals = [2, 3, 4, 5].map((generation) => models.commit(model, next(model, { generation })));
      const outcomes = await Promise.allSettled(rivals);

      const won = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index + 2] : []));
      expect(won).toEqual([(await models.find(model.modelId))?.generation]);
    });

    it('commits a fact again without changing the model', async () => {
      const { models, committed } = await given();
      const model = aNewModel();
      await models.create(model);

      await models.commit(model, model, intentOf(model));

      expect([await models.find(model.modelId), await committed(model.uid)]).toEqual([model, ['ModelRequested']]);
    });

    it('writes nothing when a fact breaks its schema', async () => {
      const { models } = await given();
      const model = aNewModel();
      const broken = { event: ModelRequested, data: { modelId: model.modelId } } as unknown as Fact;

      await expect(models.create(model, broken)).rejects.toThrow('expected string');

      expect(await models.find(model.modelId)).toBeUndefined();
    });

    it('retires one, and its name can be given again', async () => {
      const { models, committed } = await given();
      const model = aNewModel();
      await models.create(model);

      await models.retire(model, retired(model));

      expect([await models.find(model.modelId), await models.findByUid(model.uid)]).toEqual([undefined, undefined]);
      expect(await models.list()).not.toContainEqual(model);
      expect(await committed(model.uid)).toEqual(['ModelRetired']);
      const again = aNewModel({ modelId: model.modelId });
      await models.create(again);
      expect(await models.find(model.modelId)).toEqual(again);
    });

    it('takes a uid once, whatever the name', async () => {
      const { models } = await given();
      const model = aNewModel();
      await models.create(model);

      await expect(models.create({ ...model, modelId: `other-${model.uid}` })).rejects.toMatchObject({
        code: 'ModelExists',
      });

      expect(await models.findByUid(model.uid)).toEqual(model);
    });

    it('gives a name to nobody who was numbered before its last owner', async () => {
      const { models, committed } = await given();
      const [late, first] = [aNewModel(), aNewModel()].toSorted((a, b) => (a.uid < b.uid ? -1 : 1)) as [Model, Model];
      const rival = { ...late, modelId: first.modelId };
      await models.create(first);
      await models.retire(first, retired(first));

      await expect(models.create(rival, intentOf(rival))).rejects.toMatchObject({ code: 'ModelExists' });

      expect([await models.find(first.modelId), await committed(rival.uid)]).toEqual([undefined, []]);
    });

    it('remembers what it retired, and can say so again', async () => {
      const { models, committed } = await given();
      const model = aNewModel({ version: 6 });
      await models.create(model);
      await models.retire(model, retired(model));

      const { modelId, uid } = model;
      expect(await models.retired()).toContainEqual({ modelId, uid, version: 7 });
      await models.repeat(retired(model));
      expect(await committed(uid)).toEqual(['ModelRetired', 'ModelRetired']);
    });

    it('refuses to retire what was changed meanwhile', async () => {
      const { models, committed } = await given();
      const model = aNewModel();
      await models.create(model);
      await models.commit(model, next(model));

      await expect(models.retire(model, retired(model))).rejects.toMatchObject({ code: 'ChangedMeanwhile' });

      expect([await models.find(model.modelId), await committed(model.uid)]).toMatchObject([{ version: 2 }, []]);
    });

    it('fences what comes late for one that is retired', async () => {
      const { models } = await given();
      const model = aNewModel();
      await models.create(model);
      await models.retire(model, retired(model));

      await expect(models.commit(model, next(model))).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
      await expect(models.retire(model, retired(model))).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
    });
  });
}

import type { Model } from '../../../src/domain/model.ts';
import type { Models } from '../../../src/ports.ts';
import type { Alterations } from '../alterations.ts';
import type { Mutants } from '../mutants.ts';

/** Tables that do something else than they promise. */
const tables = (change: (models: Models) => Partial<Models>) => (): Alterations => ({
  models: (models) => ({ ...models, ...change(models) }),
});

/** Processes that use the tables in another way. */
const uses = (change: (models: Models) => Partial<Models>) => (): Alterations => ({
  ports: (ports) => ({ ...ports, models: { ...all(ports.models), ...change(ports.models) } }),
});

/** A port as a process has it answers only when it is asked for a method. */
const all = (models: Models): Models => ({
  find: (...args) => models.find(...args),
  findByUid: (...args) => models.findByUid(...args),
  list: (...args) => models.list(...args),
  create: (...args) => models.create(...args),
  commit: (...args) => models.commit(...args),
  retire: (...args) => models.retire(...args),
  retired: (...args) => models.retired(...args),
  repeat: (...args) => models.repeat(...args),
});

export const tableMutants: Mutants = {
  'writes do not look at the version': {
    mode: 'everything',
    alter: tables((models) => ({
      async commit(previous, next, ...facts) {
        const current = (await models.findByUid(previous.uid)) ?? previous;
        await models.commit(current, next, ...facts);
      },
    })),
  },
  'names are not locked': {
    mode: 'everything',
    alter: tables((models) => ({
      create: (model, ...facts) =>
        models.create(model, ...facts).catch(() => models.create(disguised(model), ...facts)),
      list: async () => (await models.list()).map(undisguised),
      findByUid: async (uid) => undisguised(await models.findByUid(uid)),
      commit: (previous, next, ...facts) => models.commit(previous, next, ...facts),
    })),
  },
  'a change and its facts are two writes': {
    mode: 'events',
    alter: uses((models) => ({
      async commit(previous, next, ...facts) {
        await models.commit(previous, next);
        if (facts.length > 0) await models.repeat(...facts);
      },
    })),
  },
  'a create and its knock are two writes': {
    mode: 'events',
    alter: uses((models) => ({
      async create(model, ...facts) {
        await models.create(model);
        await models.repeat(...facts);
      },
    })),
  },
  'record and ModelRetired are two writes': {
    mode: 'events',
    alter: uses((models) => ({
      async retire(model, ...facts) {
        await models.retire(model);
        await models.repeat(...facts);
      },
    })),
  },
  'nothing is left of what is gone': {
    mode: 'everything',
    alter: tables(() => ({ retired: async () => [] })),
  },
  'reads are eventually consistent': {
    mode: 'events',
    alter: () => ({ models: behind }),
  },
};

const disguised = (model: Model): Model => ({ ...model, modelId: `${model.modelId}~${model.uid}` });

const undisguised = <M extends Model | undefined>(model: M): M =>
  model && { ...model, modelId: model.modelId.split('~')[0] };

/** A reader sees, half of the time, a record as it was before its last change. */
function behind(models: Models): Models {
  const before = new Map<string, Awaited<ReturnType<Models['findByUid']>>>();
  let reads = 0;
  return {
    ...models,
    async commit(previous, next, ...facts) {
      await models.commit(previous, next, ...facts);
      before.set(next.uid, previous);
    },
    async findByUid(uid) {
      const current = await models.findByUid(uid);
      return current && ++reads % 2 === 0 ? (before.get(uid) ?? current) : current;
    },
  };
}

import type { Model } from '../../../src/domain/model.ts';
import type { Models, Ports } from '../../../src/ports.ts';
import type { Alterations } from '../alterations.ts';
import type { Mutants } from '../mutants.ts';

/** A sweep with other ports. */
const sweeping = (change: (ports: Ports) => Partial<Ports>) => (): Alterations => ({
  ports: (ports, { name }) => (name === 'sweep' ? { ...ports, ...change(ports) } : ports),
});

const withModels = ({ models }: Ports, change: Partial<Models>): Pick<Ports, 'models'> => ({
  models: new Proxy(models, { get: (target, key) => change[key as keyof Models] ?? target[key as keyof Models] }),
});

const hour = 3600;

export const sweepMutants: Mutants = {
  'nothing sweeps': { mode: 'everything', alter: () => ({ neverSweeps: true }) },
  'orphaned stacks are left': {
    mode: 'everything',
    faults: { pause: 0.1, crash: 0, throttle: 0, ambiguous: 0, abort: 0 },
    alter: sweeping(({ stacks }) => ({ stacks: { ...stacks, list: async () => [] } })),
  },
  'models that lost their stack are not told of': {
    mode: 'sweeper',
    faults: { meddle: 1 },
    alter: sweeping(({ models, stacks }) => ({
      stacks: {
        ...stacks,
        list: async () => [...(await stacks.list()), ...(await models.list()).map(({ uid }) => ({ uid, age: 0 }))],
      },
    })),
  },
  'orphaned keys are left': {
    mode: 'everything',
    alter: sweeping(({ apiKeys }) => ({
      apiKeys: { keep: apiKeys.keep, remove: apiKeys.remove, list: async () => [] },
    })),
  },
  'what may still be in the making passes for orphaned': {
    mode: 'everything',
    alter: sweeping(({ apiKeys }) => ({
      apiKeys: {
        keep: apiKeys.keep,
        remove: apiKeys.remove,
        list: async () => (await apiKeys.list()).map(({ uid, age }) => ({ uid, age: age + hour })),
      },
    })),
  },
  'facts that the relay gave up stay unpublished': {
    mode: 'everything',
    alter: sweeping(() => ({ unpublished: { retryOlderThan: async () => 0 } })),
  },
  'models that no router knows are not told of again': {
    mode: 'everything',
    alter: sweeping((ports) =>
      withModels(ports, {
        commit: (previous, next, ...facts) =>
          next === previous ? Promise.resolve() : ports.models.commit(previous, next, ...facts),
      }),
    ),
  },
  'waits for a stack are not looked after': {
    mode: 'sweeper',
    alter: sweeping((ports) =>
      withModels(ports, { list: async () => (await ports.models.list()).map(({ wait: _, ...model }): Model => model) }),
    ),
  },
  'unsettled models are not gone on with': {
    mode: 'everything',
    alter: sweeping(({ workflows }) => ({
      workflows: { answer: workflows.answer, start: async () => ({ isRunning: true }) },
    })),
  },
};

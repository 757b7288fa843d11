import type { StackKeeper } from '@lisa/aws/stacks/stacks';
import { noFaults } from '@lisa/testing/simulator/faults';
import type { Models, Ports } from '../../../src/ports.ts';
import type { Alterations } from '../alterations.ts';
import type { Mutants } from '../mutants.ts';

/** Stacks that are kept in another way. */
const keeps = (change: (stacks: StackKeeper) => Partial<StackKeeper>) => (): Alterations => ({
  ports: (ports) => {
    const stacks = ports.stacks;
    return { ...ports, stacks: { ...stacks, ...change(stacks) } };
  },
});

const inDeploy = (change: (ports: Ports) => Ports) => (): Alterations => ({
  ports: (ports, { name }) => (name === 'DeployStack' ? change(ports) : ports),
});

const withModels = (ports: Ports, change: Partial<Models>): Ports => {
  const { models } = ports;
  const get = (target: Models, key: string | symbol) => change[key as keyof Models] ?? target[key as keyof Models];
  return { ...ports, models: new Proxy(models, { get }) };
};

export const stackMutants: Mutants = {
  'operations are named anew each time': {
    // A sweep brings every one of them to its end in spite of it.
    mode: 'events',
    alter: () => {
      let asked = 1000;
      return keeps((stacks) => ({
        create: (order) => stacks.create({ ...order, generation: ++asked }),
        update: (order) => stacks.update({ ...order, generation: ++asked }),
        remove: (operation) => stacks.remove({ ...operation, generation: ++asked }),
      }))();
    },
  },
  'stacks are named by what users call a model': {
    mode: 'everything',
    alter: () => {
      const subjects = new Map<string, string>();
      const named = (uid: string) => subjects.get(uid) ?? uid;
      return keeps((stacks) => ({
        find: (uid) => stacks.find(named(uid)),
        create: (order) => {
          subjects.set(order.uid, order.subject);
          return stacks.create({ ...order, uid: order.subject });
        },
        update: (order) => stacks.update({ ...order, uid: named(order.uid) }),
        remove: (operation) => stacks.remove({ ...operation, uid: named(operation.uid) }),
      }))();
    },
  },
  'nobody answers when there is nothing to change': {
    mode: 'events',
    alter: keeps((stacks) => ({
      async update(order) {
        await stacks.update(order);
        return true;
      },
    })),
  },
  'a stack that cleans up passes for ready': {
    mode: 'everything',
    alter: () => ({
      ...keeps((stacks) => ({
        async find(uid) {
          const stack = await stacks.find(uid);
          return stack && { ...stack, status: cleanedUp(stack.status) };
        },
      }))(),
      stackStatus: cleanedUp,
    }),
  },
  'a rollback passes for ready': {
    mode: 'everything',
    alter: keeps((stacks) => ({
      async find(uid) {
        const stack = await stacks.find(uid);
        return stack && { ...stack, status: stack.status.replace('UPDATE_ROLLBACK_', 'UPDATE_') };
      },
    })),
  },
  'a stack that could not be deleted passes for gone': {
    mode: 'everything',
    alter: keeps((stacks) => ({
      async find(uid) {
        const stack = await stacks.find(uid);
        return stack?.status === 'DELETE_FAILED' ? undefined : stack;
      },
    })),
  },
  'the token is kept after CloudFormation was asked': {
    mode: 'events',
    alter: inDeploy((ports) => keptAfterwards(ports)),
  },
  'nobody looks again after the token is kept': {
    mode: 'events',
    alter: inDeploy((ports) => {
      let isKept = false;
      const { models } = ports;
      return withModels(ports, {
        findByUid: async (uid) => (isKept ? undefined : models.findByUid(uid)),
        async commit(...args) {
          await models.commit(...args);
          isKept = true;
        },
      });
    }),
  },
  'what was told before anybody waited is forgotten': {
    mode: 'events',
    faults: { ...noFaults, stale: 0.5, stackFailure: 0.4 },
    alter: inDeploy((ports) =>
      withModels(ports, {
        findByUid: async (uid) => {
          const model = await ports.models.findByUid(uid);
          return model && { ...model, stackEnded: undefined };
        },
      }),
    ),
  },
  'the token is not kept': {
    mode: 'events',
    alter: inDeploy((ports) => withModels(ports, { commit: async () => undefined })),
  },
  'a template is made from what was': {
    mode: 'everything',
    alter: () => ({
      ports: (ports) => ({
        ...ports,
        blueprints: {
          ...ports.blueprints,
          of: (model, running) => ports.blueprints.of({ ...model, spec: model.former ?? model.spec }, running),
        },
      }),
    }),
  },
  'a stopped model keeps its copies': {
    mode: 'everything',
    alter: () => ({
      ports: (ports) => ({
        ...ports,
        blueprints: {
          ...ports.blueprints,
          of: (model, running) => ports.blueprints.of({ ...model, desired: 'running' }, running),
        },
      }),
    }),
  },
};

const cleanedUp = (status: string): string => status.replace('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE');

/** The one write of the deploy step waits until the stack has been asked. */
function keptAfterwards(ports: Ports): Ports {
  let write: (() => Promise<void>) | undefined;
  const { models, stacks } = ports;
  const asked = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    await write?.();
    write = undefined;
    return value;
  };
  let isDecided = false;
  const keeper: StackKeeper = {
    ...stacks,
    // What is only looked at is kept when it is looked at again.
    find: (uid) => (isDecided ? asked(stacks.find(uid)) : stacks.find(uid)),
    create: (order) => asked(stacks.create(order)),
    update: (order) => asked(stacks.update(order)),
    remove: (operation) => asked(stacks.remove(operation)),
    cancelUpdate: (uid) => asked(stacks.cancelUpdate(uid)),
  };
  const commit: Models['commit'] = async (...args) => {
    isDecided = true;
    write = () => models.commit(...args);
  };
  return { ...withModels(ports, { commit }), stacks: keeper };
}

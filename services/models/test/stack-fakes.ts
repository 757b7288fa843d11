import type { StackKeeper, StackOrder } from '@lisa/aws/stacks/stacks';
import { isMoving, isReady, isRemovable, isUpdatable, StackMoved, type Stack } from '@lisa/contracts/vocabulary/stack';

/** A stack as a test sees it: what was ordered last, and where it stands. Tests move it on by writing `status`. */
export interface InMemoryStack {
  order: StackOrder;
  status: string;
  generation: number;
  outputs: Readonly<Record<string, string>>;
  failure?: string;
  age: number;
}

/** Keeps stacks that stand still until a test moves them; `operations` tells what was asked of it, in order. */
export interface InMemoryStacks {
  readonly stacks: StackKeeper;
  readonly byUid: Map<string, InMemoryStack>;
  readonly operations: string[];
}

export function inMemoryStacks(): InMemoryStacks {
  const byUid = new Map<string, InMemoryStack>();
  const operations: string[] = [];
  const moved = (uid: string) => new StackMoved(`Stack of ${uid} is ${byUid.get(uid)?.status ?? 'missing'}`);
  const move = (uid: string, operation: string, change: Partial<InMemoryStack>): void => {
    operations.push(operation);
    byUid.set(uid, { ...byUid.get(uid)!, ...change });
  };
  const same = (a: StackOrder, b: StackOrder): boolean =>
    a.template === b.template && JSON.stringify(a.parameters) === JSON.stringify(b.parameters);

  const remove = (uid: string, generation: number): void => {
    const known = byUid.get(uid);
    if (!known || known.status === 'DELETE_IN_PROGRESS') return;
    if (isMoving(known) && !isRemovable(known)) throw moved(uid);
    move(uid, `remove ${uid}-${generation}`, { status: 'DELETE_IN_PROGRESS', generation });
  };

  const stacks: StackKeeper = {
    async find(uid) {
      const stack = byUid.get(uid);
      if (!stack) return undefined;
      const { status, generation, outputs } = stack;
      return { status, generation, outputs: isReady(stack) ? outputs : {} } satisfies Stack;
    },
    async create(order) {
      const { uid, generation } = order;
      const known = byUid.get(uid);
      if (known?.generation === generation) return;
      if (known) throw moved(uid);
      move(uid, `create ${uid}-${generation}`, {
        order,
        status: 'CREATE_IN_PROGRESS',
        generation,
        outputs: {},
        age: 0,
      });
    },
    async update(order) {
      const { uid, generation } = order;
      const known = byUid.get(uid);
      if (!known || !isUpdatable(known)) throw moved(uid);
      if (same(known.order, order)) return false;
      move(uid, `update ${uid}-${generation}`, { order, status: 'UPDATE_IN_PROGRESS', generation });
      return true;
    },
    async cancelUpdate(uid) {
      if (byUid.get(uid)?.status !== 'UPDATE_IN_PROGRESS') return;
      move(uid, `cancel ${uid}`, { status: 'UPDATE_ROLLBACK_IN_PROGRESS', generation: 0 });
    },
    remove: async ({ uid, generation }) => remove(uid, generation),
    removeOrphan: async (uid) => remove(uid, 0),
    firstFailure: async (uid) => byUid.get(uid)?.failure,
    resources: async (uid): Promise<Readonly<Record<string, string>>> =>
      byUid.has(uid) ? { Cluster: `cluster-${uid}`, Service: `service-${uid}`, LogGroup: `logs-${uid}` } : {},
    list: async () =>
      [...byUid].filter(([, { status }]) => !status.startsWith('DELETE_IN')).map(([uid, { age }]) => ({ uid, age })),
  };
  return { stacks, byUid, operations };
}

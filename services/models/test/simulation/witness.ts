import type { SimulatedCloudFormation } from '@lisa/testing/simulator/cloud-formation';
import type { Host } from '@lisa/testing/simulator/host';
import type { Model } from '../../src/domain/model.ts';
import type { RouterStandIn } from '../router-stand-in.ts';
import { stackNameOf } from './names.ts';
import type { Outside } from './outside.ts';
import { longestLife, wrongWithStack } from './stack-watch.ts';

/** Who compares what is written of a model with the world, at the moment it is written; answers what is wrong. */
export interface Witness {
  settled(model: Model): string[];
  /** `before` is what clients may rely on from now on. */
  inService(before: Model): string[];
  retired(model: Model): string[];
}

interface World {
  readonly host: Host;
  readonly stacks: SimulatedCloudFormation;
  readonly outside: Outside;
  readonly keys: ReadonlyMap<string, { readonly keptAt: number }>;
  readonly router: RouterStandIn;
}

export const witness = ({ host, stacks, outside, keys, router }: World): Witness => ({
  // Who meddles may do so at this very moment.
  settled: (model) => (outside.causes(model.uid).has('meddled') ? [] : wrongWithStack(model, stacks, outside)),
  inService: ({ modelId, uid, version }) =>
    router.knows(modelId, { uid, version }) ? [] : ['it is in service and no router serves it as it is'],
  retired({ uid }) {
    // What a process made which stood still, or was overtaken, is an orphan, for the sweep to find.
    const isOwn = (since: number | undefined): boolean => since !== undefined && host.time.now() - since > longestLife;
    return [
      ...(isOwn(keys.get(uid)?.keptAt) ? ['its key outlived it'] : []),
      ...(isOwn(stacks.stacks.get(stackNameOf(uid))?.createdAt) ? ['its stack outlived it'] : []),
    ];
  },
});

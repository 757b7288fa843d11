import { stackFact } from '../../../platform/src/domain/stack-fact.ts';
import { uidOf } from '../counted-ids.ts';
import type { SimulatedBus } from './event-bus.ts';
import type { Host } from './host.ts';
import type { StatusListener } from './stack.ts';

/** Platform's translator: every change of a stack's status that it tells of becomes a fact on the bus, sometime. */
export function stackFacts(host: Host, stage: string, bus: SimulatedBus): StatusListener {
  let told = 0;
  return ({ id: stackId }, { status, reason, token: clientRequestToken }) => {
    const fact = stackFact(stage, { stackId, status, reason, clientRequestToken });
    if (!fact) return;
    const id = uidOf(800_000 + ++told);
    const metadata = { id, version: 1, time: new Date(host.time.now()).toISOString(), correlationId: id };
    const detail = { metadata, data: fact.data };
    const publish = (): void =>
      bus.publish({ source: 'lisa.platform', 'detail-type': fact.name, detail } as Parameters<typeof bus.publish>[0]);
    host.time.after(50 + host.random.below(1500), publish);
  };
}

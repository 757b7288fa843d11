import { ModelChanged } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { isSettled, published } from '../domain/model.ts';
import { becameRouted } from '../domain/outcomes.ts';
import type { Ports } from '../ports.ts';

/** Writes `InService` once every live router serves this version or a newer one of the model. */
export async function modelRouted(
  { uid, modelVersion }: { uid: string; modelVersion: number },
  { models, clock }: Ports,
): Promise<void> {
  const model = await models.findByUid(uid);
  if (!model?.ready || !isSettled(model) || model.status === 'InService' || model.desired !== 'running') return;
  if (modelVersion < model.version) return;
  const routed = becameRouted(model, clock.now());
  await models.commit(model, routed, fact(ModelChanged, published(routed)));
}

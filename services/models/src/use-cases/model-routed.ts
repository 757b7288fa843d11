import { becameRouted } from '../domain/model.ts';
import type { Ports } from '../ports.ts';

/** Writes `InService` once every live router serves this version or a newer one of the model. */
export async function modelRouted(
  { uid, modelVersion }: { uid: string; modelVersion: number },
  { models, clock }: Ports,
): Promise<void> {
  const model = await models.findByUid(uid);
  if (!model?.ready || model.status === 'InService' || model.desired !== 'running') return;
  if (modelVersion < model.version) return;
  await models.commit(model, becameRouted(model, clock.now()));
}

import { isSettled, type Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';

/** What a workflow is about: one intent of one model. */
export interface Execution {
  readonly uid: string;
  readonly generation: number;
}

/** The model this execution works on; undefined when a newer intent has overtaken it, or it is gone: then nothing is left to do. */
export async function ownModel(
  { uid, generation }: Execution,
  { models }: Pick<Ports, 'models'>,
): Promise<Model | undefined> {
  const model = await models.findByUid(uid);
  return model?.generation === generation && !isSettled(model) ? model : undefined;
}

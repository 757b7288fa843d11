import { Failure } from '@lisa/kit/failure';
import { currentTrace } from '@lisa/kit/trace';
import { wantGone } from '../domain/intents.ts';
import type { Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';
import { intentOf } from './intent.ts';

/** Accepts that a model is to go; asking twice is harmless. */
export async function deleteModel(modelId: string, { models, clock }: Ports): Promise<Model> {
  const model = await models.find(modelId);
  if (!model) throw new Failure('ModelNotFound', { modelId });
  const leaving = wantGone(model, currentTrace()?.correlationId ?? model.correlationId, clock.now());
  if (leaving !== model) await models.commit(model, leaving, intentOf(leaving));
  return leaving;
}

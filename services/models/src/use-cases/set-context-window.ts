import { ModelChanged } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { Failure } from '@lisa/kit/failure';
import { published, type Model } from '../domain/model.ts';
import { withContextWindow } from '../domain/outcomes.ts';
import type { Ports } from '../ports.ts';

/** Notes how many tokens the model takes; nothing of it is deployed anew. */
export async function setContextWindow(modelId: string, contextWindow: number, ports: Ports): Promise<Model> {
  const { models, clock } = ports;
  const model = await models.find(modelId);
  if (!model) throw new Failure('ModelNotFound', { modelId });
  const next = withContextWindow(model, contextWindow, clock.now());
  await models.commit(model, next, fact(ModelChanged, published(next)));
  return next;
}

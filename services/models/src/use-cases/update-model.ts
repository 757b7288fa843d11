import type { UpdateModelRequest } from '@lisa/contracts/api/models.routes';
import { Failure } from '@lisa/kit/failure';
import { currentTrace } from '@lisa/kit/trace';
import { changedSpec } from '../domain/changed-spec.ts';
import { wantChanged } from '../domain/intents.ts';
import type { Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';
import { intentOf } from './intent.ts';

/** Accepts a change, a start or a stop of a model that has settled. */
export async function updateModel(modelId: string, request: UpdateModelRequest, ports: Ports): Promise<Model> {
  const { models, apiKeys, clock } = ports;
  const model = await models.find(modelId);
  if (!model) throw new Failure('ModelNotFound', { modelId });
  const spec = changedSpec(model, request);
  const secretArn = request.apiKey ? await apiKeys.keep(model.uid, request.apiKey) : undefined;
  const change = {
    spec,
    secretArn,
    enabled: request.enabled ?? undefined,
    setsCopies: request.autoScalingInstanceConfig?.desiredCapacity != null,
  };
  const next = wantChanged(model, change, currentTrace()?.correlationId ?? model.correlationId, clock.now());
  await models.commit(model, next, intentOf(next));
  return next;
}

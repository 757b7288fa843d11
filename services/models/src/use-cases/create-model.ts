import type { CreateModelRequest } from '@lisa/contracts/api/models.routes';
import { Failure } from '@lisa/kit/failure';
import type { Caller } from '@lisa/kit/http/caller';
import { currentTrace } from '@lisa/kit/trace';
import { requestedModel, type Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';
import { intentOf } from './intent.ts';

/** Accepts a model. The key is kept before the one transaction; if that fails it is removed, or found by the sweep. */
export async function createModel(request: CreateModelRequest, caller: Caller, ports: Ports): Promise<Model> {
  const { models, apiKeys, clock, ids } = ports;
  if (request.hostingType === 'lisa_hosted')
    throw new Failure('HostingNotOffered', { hostingType: request.hostingType });
  if (await models.find(request.modelId)) throw new Failure('ModelExists', { modelId: request.modelId });
  const uid = ids.uid();
  const secretArn = request.apiKey ? await apiKeys.keep(uid, request.apiKey) : undefined;
  const accepted = { uid, by: caller.username, correlationId: currentTrace()?.correlationId ?? uid, secretArn };
  const model = requestedModel(request, accepted, clock.now());
  try {
    await models.create(model, intentOf(model));
  } catch (refused) {
    if (secretArn && refused instanceof Failure) await apiKeys.remove(uid);
    throw refused;
  }
  return model;
}

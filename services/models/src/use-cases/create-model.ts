import type { CreateModelRequest } from '@lisa/contracts/api/models.routes';
import { Failure } from '@lisa/kit/failure';
import type { Caller } from '@lisa/kit/http/caller';
import { currentTrace } from '@lisa/kit/trace';
import { requestedModel } from '../domain/intents.ts';
import { isSelfHosted, type Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';
import { hardwareOf } from '../domain/instance-types.ts';
import { intentOf } from './intent.ts';

/** Accepts a model. The key is kept before the one transaction; if that fails it is removed, or found by the sweep. */
export async function createModel(request: CreateModelRequest, caller: Caller, ports: Ports): Promise<Model> {
  const { models, apiKeys, blueprints, clock, ids } = ports;
  const { modelId } = request;
  // The transaction decides who gets a name; this refuses early, before a key is kept.
  if (await models.find(modelId)) throw new Failure('ModelExists', { modelId });
  ensureHostable(request);
  const uid = ids.uid();
  const secretArn = request.apiKey ? await apiKeys.keep(uid, request.apiKey) : undefined;
  const correlationId = currentTrace()?.correlationId ?? uid;
  const origin = isSelfHosted({ spec: request }) ? blueprints.originOf(request) : undefined;
  const accepted = { uid, by: caller.username, correlationId, secretArn, origin };
  const model = requestedModel(request, accepted, clock.now());
  await models.create(model, intentOf(model)).catch(async (refused: unknown) => {
    if (secretArn && refused instanceof Failure) await apiKeys.remove(uid);
    throw refused;
  });
  return model;
}

function ensureHostable({ instanceType }: CreateModelRequest): void {
  if (instanceType && !hardwareOf(instanceType)) throw new Failure('InstanceTypeNotOffered', { instanceType });
}

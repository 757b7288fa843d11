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
  await ensureAcceptable(request, ports);
  const uid = ids.uid();
  const secretArn = request.apiKey ? await apiKeys.keep(uid, request.apiKey) : undefined;
  const accepted = { uid, by: caller.username, correlationId: currentTrace()?.correlationId ?? uid, secretArn };
  const model = requestedModel(request, accepted, clock.now());
  await models.create(model, intentOf(model)).catch(async (refused: unknown) => {
    if (secretArn && refused instanceof Failure) await apiKeys.remove(uid);
    throw refused;
  });
  return model;
}

/** The transaction decides who gets a name; this refuses early, before a key is kept. */
async function ensureAcceptable({ modelId, hostingType }: CreateModelRequest, { models }: Ports): Promise<void> {
  if (hostingType === 'lisa_hosted') throw new Failure('HostingNotOffered', { hostingType });
  if (await models.find(modelId)) throw new Failure('ModelExists', { modelId });
}

import { admits } from '@lisa/contracts/vocabulary/groups';
import { Failure } from '@lisa/kit/failure';
import type { Caller } from '@lisa/kit/http/caller';
import type { Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';

const mayUse = ({ isAdmin, groups }: Caller, { spec }: Model): boolean =>
  isAdmin || admits(spec.allowedGroups ?? [], groups);

/** The model, or `ModelNotFound`: one the caller may not use looks as if it did not exist. */
export async function findModel(modelId: string, caller: Caller, { models }: Pick<Ports, 'models'>): Promise<Model> {
  const model = await models.find(modelId);
  if (!model || !mayUse(caller, model)) throw new Failure('ModelNotFound', { modelId });
  return model;
}

/** The models the caller may use, by name. */
export async function listModels(caller: Caller, { models }: Pick<Ports, 'models'>): Promise<Model[]> {
  const all = await models.list();
  return all.filter((model) => mayUse(caller, model)).sort((a, b) => (a.modelId < b.modelId ? -1 : 1));
}

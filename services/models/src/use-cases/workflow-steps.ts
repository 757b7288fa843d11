import { ModelFailed, ModelReady, ModelRetired, ModelStopped } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { becameFailed, becameReady, becameUnready, isSettled, published, type Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';

interface Execution {
  readonly uid: string;
  readonly generation: number;
}

/** The model this execution works on; undefined when a newer intent has overtaken it, or it is gone: then nothing is left to do. */
async function ownModel({ uid, generation }: Execution, { models }: Ports): Promise<Model | undefined> {
  const model = await models.findByUid(uid);
  return model?.generation === generation && !isSettled(model) ? model : undefined;
}

/** Says that the model answers; routers take it up from the fact. */
export async function settleReady(execution: Execution, ports: Ports): Promise<void> {
  const model = await ownModel(execution, ports);
  if (!model) return;
  const ready = becameReady(model, ports.clock.now());
  await ports.models.commit(model, ready, fact(ModelReady, published(ready)));
}

/** First step of leaving: no router sends it requests any more. */
export async function withdraw(execution: Execution, ports: Ports): Promise<void> {
  const model = await ownModel(execution, ports);
  if (!model) return;
  const leaving = becameUnready(model, ports.clock.now());
  await ports.models.commit(model, leaving, fact(ModelStopped, published(leaving)));
}

/** Removes what the model owned outside of our tables. */
export async function removeApiKey({ uid }: Execution, { apiKeys }: Ports): Promise<void> {
  await apiKeys.remove(uid);
}

/** Last step of leaving: record and name are free, and everyone may forget it. */
export async function settleGone(execution: Execution, ports: Ports): Promise<void> {
  const model = await ownModel(execution, ports);
  if (!model) return;
  const { modelId, uid, version } = model;
  await ports.models.retire(model, fact(ModelRetired, { modelId, uid, version: version + 1 }));
}

/** Keeps the reason where an administrator looks, and tells the others. */
export async function fail(execution: Execution & { readonly reason: string }, ports: Ports): Promise<void> {
  const model = await ownModel(execution, ports);
  if (!model) return;
  const failed = becameFailed(model, execution.reason, ports.clock.now());
  await ports.models.commit(
    model,
    failed,
    fact(ModelFailed, { ...published(failed), reason: execution.reason.slice(0, 1024) }),
  );
}

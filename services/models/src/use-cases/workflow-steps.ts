import { ModelFailed, ModelReady, ModelRetired, ModelStopped } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { wayBack } from '../domain/intents.ts';
import { isSelfHosted, published, type Model } from '../domain/model.ts';
import { becameFailed, becameReady, becameStopped, becameUnready } from '../domain/outcomes.ts';
import type { Ports } from '../ports.ts';
import { explain } from './explain.ts';
import { intentOf } from './intent.ts';
import { ownModel, type Execution } from './own-model.ts';

/** Says that the model answers, so that routers take it up, or that nothing of it runs. */
export async function settle(
  { endpoint, ...execution }: Execution & { readonly endpoint?: string | undefined },
  ports: Ports,
): Promise<void> {
  const model = await ownModel(execution, ports);
  if (!model) return;
  if (model.desired === 'running') {
    const ready = becameReady(model, ports.clock.now(), { endpoint, contextWindow: await windowFor(model, ports) });
    return ports.models.commit(model, ready, fact(ModelReady, published(ready)));
  }
  const stopped = becameStopped(model, ports.clock.now());
  await ports.models.commit(model, stopped, fact(ModelStopped, published(stopped)));
}

/** Nice to know: a model whose weights do not say it is served all the same. */
async function windowFor(model: Model, { sources }: Ports): Promise<number | undefined> {
  if (model.contextWindow || !isSelfHosted(model)) return undefined;
  return sources.contextWindow(model.spec.modelName).catch(() => undefined);
}

/** First step of stopping and of leaving: no router sends it requests any more. What is to run is left alone. */
export async function withdraw(execution: Execution, ports: Ports): Promise<void> {
  const model = await ownModel(execution, ports);
  if (!model || model.desired === 'running') return;
  const unready = becameUnready(model, ports.clock.now());
  await ports.models.commit(model, unready, fact(ModelStopped, published(unready)));
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

interface Failed extends Execution {
  readonly reason: string;
  /** The wait for its stack ended before the stack did. */
  readonly isTimeout?: boolean;
}

/** Goes back where there is a way; else keeps the reason where an administrator looks, and tells the others. */
export async function fail({ reason: caught, isTimeout = false, ...execution }: Failed, ports: Ports): Promise<void> {
  const model = await ownModel(execution, ports);
  if (!model) return;
  const reason = isTimeout && model.wait ? await tooLate(model, ports) : caught;
  const now = ports.clock.now();
  const back = wayBack(model, reason, now);
  if (back) return ports.models.commit(model, back, intentOf(back));
  const failed = becameFailed(model, reason, now);
  await ports.models.commit(model, failed, fact(ModelFailed, { ...published(failed), reason: String(failed.reason) }));
}

/** A stack that takes too long mostly finds no instance of its type, or has tasks that stop again and again. */
async function tooLate(model: Model, ports: Ports): Promise<string> {
  if (model.desired === 'gone') {
    const last = await explain(model, 'nothing was heard of its removal. Delete the model again', ports);
    return `Its infrastructure did not go in time: ${last}`;
  }
  const why = await explain(model, `there may be no capacity for ${model.spec.instanceType} in this region`, ports);
  return `Its infrastructure did not come up in time: ${why}`;
}

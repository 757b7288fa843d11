import { ModelFailed } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { isSelfHosted, isSettled, published, type Model } from '../domain/model.ts';
import { becameFailed } from '../domain/outcomes.ts';
import type { Ports } from '../ports.ts';

const words = 'Its stack was deleted by somebody else. Delete the model and create it again';

/** It is to stand on a stack of its own. */
export const hasStack = (model: Model): boolean => isSelfHosted(model) && isSettled(model) && model.status !== 'Failed';

/** Somebody removed the stack of a model that nobody wanted gone: it must not go on as if it could answer. */
export async function stackLost(uid: string, { models, stacks, clock }: Ports): Promise<void> {
  const model = await models.findByUid(uid);
  if (!model || !hasStack(model) || (await stacks.find(uid))) return;
  const failed = becameFailed(model, words, clock.now());
  await models.commit(model, failed, fact(ModelFailed, { ...published(failed), reason: words }));
}

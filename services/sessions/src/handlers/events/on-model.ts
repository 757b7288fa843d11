import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { onEvent } from '@lisa/kit/events/on-event';
import type { Ports } from '../../ports.ts';
import * as subscriptions from '../../subscriptions.ts';

/** Conversations show the model they were set up with as it is now; the newest of what is heard counts. */
export function onModel({ models }: Pick<Ports, 'models'>) {
  const learn = (model: PublishedModel): Promise<void> => {
    const { modelId, uid, version } = model;
    return models.learn({ modelId, uid, version, model });
  };
  return {
    onModelReady: onEvent(subscriptions.onModelReady, learn),
    onModelChanged: onEvent(subscriptions.onModelChanged, learn),
    onModelStopped: onEvent(subscriptions.onModelStopped, learn),
    onModelFailed: onEvent(subscriptions.onModelFailed, ({ reason: _, ...model }) => learn(model)),
    onModelRetired: onEvent(subscriptions.onModelRetired, (retired) => models.learn(retired)),
  };
}

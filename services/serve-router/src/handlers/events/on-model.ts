import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { onEvent } from '@lisa/kit/events/on-event';
import type { Ports } from '../../ports.ts';
import { onModelChanged, onModelFailed, onModelReady, onModelRetired, onModelStopped } from '../../subscriptions.ts';
import { learnModel } from '../../use-cases/learn-model.ts';

/** Every fact about a model says all that routers may know of it, so all of them are taken up alike. */
export function onModel(ports: Ports) {
  const learn = (model: PublishedModel) =>
    learnModel({ modelId: model.modelId, uid: model.uid, modelVersion: model.version, model }, ports);
  return {
    onModelReady: onEvent(onModelReady, learn),
    onModelChanged: onEvent(onModelChanged, learn),
    onModelStopped: onEvent(onModelStopped, learn),
    onModelFailed: onEvent(onModelFailed, ({ reason: _, ...model }) => learn(model)),
    onModelRetired: onEvent(onModelRetired, ({ modelId, uid, version }) =>
      learnModel({ modelId, uid, modelVersion: version }, ports),
    ),
  };
}

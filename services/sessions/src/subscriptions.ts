import {
  ModelChanged,
  ModelFailed,
  ModelReady,
  ModelRetired,
  ModelStopped,
} from '@lisa/contracts/events/models.events';
import { subscribe } from '@lisa/contracts/events/subscribe';

/** Everything this service listens to. */
export const onModelReady = subscribe(ModelReady);
export const onModelChanged = subscribe(ModelChanged);
export const onModelStopped = subscribe(ModelStopped);
export const onModelFailed = subscribe(ModelFailed);
export const onModelRetired = subscribe(ModelRetired);

import { ModelRequested } from '@lisa/contracts/events/models.events';
import { ModelRouted } from '@lisa/contracts/events/serve-router.events';
import { subscribe } from '@lisa/contracts/events/subscribe';

/** Everything this service listens to. */
export const onModelRequested = subscribe(ModelRequested);
export const onModelRouted = subscribe(ModelRouted);

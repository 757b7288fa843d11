import { ModelRequested } from '@lisa/contracts/events/models.events';
import { StackFailed, StackGone, StackReady } from '@lisa/contracts/events/platform.events';
import { ModelRouted } from '@lisa/contracts/events/serve-router.events';
import { subscribe } from '@lisa/contracts/events/subscribe';

/** Everything this service listens to. */
export const onModelRequested = subscribe(ModelRequested);
export const onModelRouted = subscribe(ModelRouted);
export const onStackReady = subscribe(StackReady, { kind: ['model'] });
export const onStackFailed = subscribe(StackFailed, { kind: ['model'] });
export const onStackGone = subscribe(StackGone, { kind: ['model'] });

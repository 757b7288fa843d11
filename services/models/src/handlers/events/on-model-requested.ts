import { onEvent } from '@lisa/kit/events/on-event';
import type { Ports } from '../../ports.ts';
import { onModelRequested } from '../../subscriptions.ts';
import { startWorkflow } from '../../use-cases/start-workflow.ts';

/** A knock on our own door: what is wanted is read from the record. */
export default (ports: Ports) => onEvent(onModelRequested, ({ uid }) => startWorkflow(uid, ports));

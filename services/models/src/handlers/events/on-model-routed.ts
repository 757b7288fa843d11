import { onEvent } from '@lisa/kit/events/on-event';
import type { Ports } from '../../ports.ts';
import { onModelRouted } from '../../subscriptions.ts';
import { modelRouted } from '../../use-cases/model-routed.ts';

/** Every live router serves the model: clients may rely on it. */
export default (ports: Ports) => onEvent(onModelRouted, (routed) => modelRouted(routed, ports));

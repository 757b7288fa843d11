import { onEvent } from '@lisa/kit/events/on-event';
import type { Ports } from '../../ports.ts';
import { onStackReady } from '../../subscriptions.ts';
import { stackSettled } from '../../use-cases/stack-settled.ts';

/** Wakes the workflow that waits for it; what became of the stack is read from CloudFormation. */
export default (ports: Ports) => onEvent(onStackReady, (news) => stackSettled(news, ports));

import { onEvent } from '@lisa/kit/events/on-event';
import type { Ports } from '../../ports.ts';
import { onStackGone } from '../../subscriptions.ts';
import { stackLost } from '../../use-cases/stack-lost.ts';
import { stackSettled } from '../../use-cases/stack-settled.ts';

/** Wakes the workflow that waits for it; a model that nobody wanted gone has lost its stack. */
export default (ports: Ports) =>
  onEvent(onStackGone, async (news) => {
    await stackSettled(news, ports);
    await stackLost(news.uid, ports);
  });

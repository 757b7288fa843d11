import { reactions } from '@lisa/kit/events/reactions';
import { deadLetters, ports } from '../composition.ts';
import * as subscriptions from '../subscriptions.ts';
import onModelRequested from './events/on-model-requested.ts';
import onModelRouted from './events/on-model-routed.ts';
import onStackFailed from './events/on-stack-failed.ts';
import onStackGone from './events/on-stack-gone.ts';
import onStackReady from './events/on-stack-ready.ts';

const all = ports();

/** Every subscription, from contract to its file in events/. */
export const handler = reactions(
  { ...subscriptions },
  {
    onModelRequested: onModelRequested(all),
    onModelRouted: onModelRouted(all),
    onStackReady: onStackReady(all),
    onStackFailed: onStackFailed(all),
    onStackGone: onStackGone(all),
  },
  deadLetters(),
);

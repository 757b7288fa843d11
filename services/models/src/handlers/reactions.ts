import { reactions } from '@lisa/kit/events/reactions';
import { deadLetters, ports } from '../composition.ts';
import * as subscriptions from '../subscriptions.ts';
import onModelRequested from './events/on-model-requested.ts';
import onModelRouted from './events/on-model-routed.ts';

const all = ports();

/** Every subscription, from contract to its file in events/. */
export const handler = reactions(
  { ...subscriptions },
  { onModelRequested: onModelRequested(all), onModelRouted: onModelRouted(all) },
  deadLetters(),
);

import { reactions } from '@lisa/kit/events/reactions';
import { deadLetters, modelPorts } from '../composition.ts';
import * as subscriptions from '../subscriptions.ts';
import { onModel } from './events/on-model.ts';

/** Every subscription, from contract to what it does. */
export const handler = reactions({ ...subscriptions }, onModel(modelPorts()), deadLetters());

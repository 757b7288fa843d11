import * as routes from '@lisa/contracts/api/sessions.routes';
import { api } from '@lisa/kit/http/api';
import { apiSettings, ports } from '../composition.ts';
import { conversations } from './conversations.ts';
import { settings } from './settings.ts';

const all = ports();

/** Every route of the contract, answered. */
export const handler = api({ ...routes }, { ...conversations(all), ...settings(all) }, apiSettings());

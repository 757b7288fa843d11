import type { UserPreferences } from '@lisa/contracts/vocabulary/preferences';
import type { Ports } from '../ports.ts';
import { ensureFits } from './settings-size.ts';

/** Saves what a person set for themselves; always under their own name. */
export async function putPreferences(
  username: string,
  preferences: UserPreferences['preferences'],
  ports: Pick<Ports, 'preferences'>,
): Promise<UserPreferences> {
  ensureFits('preferences', preferences);
  const mine = { user: username, preferences };
  await ports.preferences.save(mine);
  return mine;
}

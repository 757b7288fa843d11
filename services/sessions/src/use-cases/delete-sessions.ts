import { SessionDeleted } from '@lisa/contracts/events/sessions.events';
import { fact } from '@lisa/kit/events/fact';
import { imagePrefix } from '../domain/keys.ts';
import type { Leftover, Ports } from '../ports.ts';
import { repeated } from './repeated.ts';

/** Deletes a conversation with its messages and images. False if there is none. */
export async function deleteSession(owner: string, sessionId: string, ports: Ports): Promise<boolean> {
  const deleted = fact(SessionDeleted, { sessionId, userId: owner });
  const leftover = await repeated(() => ports.conversations.remove(owner, sessionId, deleted), ports);
  // From here on nobody finds it; the sweep clears what this does not come to.
  if (leftover) await clear(leftover, ports);
  return leftover !== undefined;
}

const atOnce = 8;

/** Deletes every conversation of the caller. */
export async function deleteSessions(owner: string, ports: Ports): Promise<void> {
  const waiting = await ports.conversations.ids(owner);
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await deleteSession(owner, next, ports);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Deletes what a leftover names. Images stay if a conversation of the same id was begun again: they may be its own. */
export async function clear(leftover: Leftover, { conversations, media }: Ports): Promise<void> {
  const { owner, sessionId, withImages } = leftover;
  const imagesToo = withImages && !(await conversations.has(owner, sessionId));
  if (imagesToo) await media.removeBelow(imagePrefix(owner, sessionId));
  await conversations.clear(leftover);
}

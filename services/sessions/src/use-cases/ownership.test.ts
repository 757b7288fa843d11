import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { ownerKey } from '../domain/keys.ts';
import { attachImage } from './attach-image.ts';
import { deleteSession, deleteSessions } from './delete-sessions.ts';
import { getSession, listSessions } from './read-session.ts';
import { sweep } from './sweep.ts';
import { appendMessages, nameSession, putSession } from './write-session.ts';

const people = fc.oneof(
  fc.constantFrom('a', 'ab', 'a/b', '..', '../', 'a/..', 'u/a', 'a/sessions/a', 'a=2Fb', '%2e%2e', 'leftovers', 'A'),
  fc.string({ minLength: 1 }),
);
const ids = fc.constantFrom('a', 'ab', 'a.b', 'images', 'sessions', 'a-');
const acts = fc.constantFrom('append', 'put', 'name', 'image', 'delete', 'delete all', 'read', 'sweep');

const says = (content: string) => ({ messages: [{ type: 'human' as const, content }] });

async function act(what: string, owner: string, id: string, ports: InMemoryPorts): Promise<void> {
  if (what === 'append') await appendMessages(owner, id, says('x'), ports);
  if (what === 'put') await putSession(owner, id, says('y'), ports);
  if (what === 'name') await nameSession(owner, id, 'n', ports).catch(() => {});
  if (what === 'image') await attachImage(owner, id, { url: 'data:image/png;base64,AAAA' }, ports);
  if (what === 'delete') await deleteSession(owner, id, ports);
  if (what === 'delete all') await deleteSessions(owner, ports);
  if (what === 'read') await getSession(owner, id, ports).catch(() => {});
  ports.clock.advance(20 * 60);
  if (what === 'sweep') await sweep({ olderThanSeconds: 0 }, ports);
}

/** Everything that stands below a person's key, and what they can read. */
async function belongings(owner: string, ports: InMemoryPorts): Promise<string> {
  const own = `${ownerKey(owner)}/`;
  const { rows, histories } = ports.kept;
  const stored = [...rows, ...histories, ...ports.images].filter(([key]) => key.startsWith(own));
  const read = await Promise.all(
    (await listSessions(owner, ports)).map((one) => getSession(owner, one.sessionId, ports)),
  );
  return JSON.stringify([stored, read]);
}

describe('whatever one person does', () => {
  it('touches nothing of another, and nothing outside of their own key', async () => {
    await fc.assert(
      fc.asyncProperty(people, people, fc.array(fc.tuple(acts, ids), { maxLength: 12 }), async (one, other, doing) => {
        fc.pre(one !== other);
        const ports = inMemoryPorts();
        for (const id of ['a', 'ab', 'sessions']) {
          await appendMessages(other, id, says(`of ${other}`), ports);
          await act('image', other, id, ports);
        }
        const before = await belongings(other, ports);

        for (const [what, id] of doing) await act(what, one, id, ports);

        expect(await belongings(other, ports)).toBe(before);
        const keys = [...ports.kept.rows.keys(), ...ports.kept.histories.keys(), ...ports.images.keys()];
        const foreign = keys.filter((key) => ![one, other].some((owner) => key.startsWith(`${ownerKey(owner)}/`)));
        expect(foreign).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  }, 60_000);
});

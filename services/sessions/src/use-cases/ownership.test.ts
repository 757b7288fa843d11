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
const says = (content: string) => ({ messages: [{ type: 'human' as const, content }] });
const reader = (username: string) => ({ username, groups: [], isAdmin: false });
const pixel = { url: 'data:image/png;base64,AAAA' };

type Act = (owner: string, id: string, ports: InMemoryPorts) => Promise<unknown>;

const acts: Readonly<Record<string, Act>> = {
  append: (owner, id, ports) => appendMessages(owner, id, says('x'), ports),
  put: (owner, id, ports) => putSession(owner, id, says('y'), ports),
  name: (owner, id, ports) => nameSession(owner, id, 'n', ports),
  image: (owner, id, ports) => attachImage(owner, id, pixel, ports),
  delete: (owner, id, ports) => deleteSession(owner, id, ports),
  deleteAll: (owner, _, ports) => deleteSessions(owner, ports),
  read: (owner, id, ports) => getSession(reader(owner), id, ports),
  sweep: async (_, __, ports) => {
    ports.clock.advance(20 * 60);
    await sweep({ olderThanSeconds: 0 }, ports);
  },
};

/** Everything that stands below a person's key, and what they can read. */
async function belongings(owner: string, ports: InMemoryPorts): Promise<string> {
  const own = `${ownerKey(owner)}/`;
  const { rows, histories } = ports.kept;
  const stored = [...rows, ...histories, ...ports.images].filter(([key]) => key.startsWith(own));
  const read = await Promise.all(
    (await listSessions(owner, ports)).map((one) => getSession(reader(owner), one.sessionId, ports)),
  );
  return JSON.stringify([stored, read]);
}

const doings = fc.array(fc.tuple(fc.constantFrom(...Object.values(acts)), ids), { maxLength: 12 });

function notFound(error: Error): void {
  if (error.name !== 'SessionNotFound') throw error;
}

describe('whatever one person does', () => {
  it('touches nothing of another, and nothing outside of their own key', async () => {
    await fc.assert(
      fc.asyncProperty(people, people, doings, async (one, other, doing) => {
        fc.pre(one !== other);
        const ports = inMemoryPorts();
        for (const id of ['a', 'ab', 'sessions']) {
          await appendMessages(other, id, says(`of ${other}`), ports);
          await attachImage(other, id, pixel, ports);
        }
        const before = await belongings(other, ports);

        for (const [act, id] of doing) await act(one, id, ports).catch(notFound);

        expect(await belongings(other, ports)).toBe(before);
        const keys = [...ports.kept.rows.keys(), ...ports.kept.histories.keys(), ...ports.images.keys()];
        const foreign = keys.filter((key) => ![one, other].some((owner) => key.startsWith(`${ownerKey(owner)}/`)));
        expect(foreign).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  }, 60_000);
});

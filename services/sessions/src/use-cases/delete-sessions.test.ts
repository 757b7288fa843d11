import { describe, expect, it } from '@jest/globals';
import { SessionDeleted } from '@lisa/contracts/events/sessions.events';
import { fact } from '@lisa/kit/events/fact';
import { inMemoryPorts, type InMemoryPorts } from '../../test/fakes.ts';
import { attachImage } from './attach-image.ts';
import { deleteSession, deleteSessions } from './delete-sessions.ts';
import { sweep } from './sweep.ts';
import { appendMessages } from './write-session.ts';

const image = { url: 'data:image/png;base64,iVBORw0KGgo=' };

async function conversations(ports: InMemoryPorts, owner: string, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    await appendMessages(owner, id, { messages: [{ type: 'human', content: 'x' }] }, ports);
    await attachImage(owner, id, image, ports);
  }
}
const left = ({ kept, images }: InMemoryPorts) => [
  kept.rows.size,
  kept.histories.size,
  kept.leftovers.size,
  images.size,
];

describe('deleting a conversation', () => {
  it('removes its messages and images and says so, and touches no other', async () => {
    const ports = inMemoryPorts();
    await conversations(ports, 'jo', 'a', 'ab');
    await conversations(ports, 'sam', 'a');

    expect(await deleteSession('jo', 'a', ports)).toBe(true);

    expect(ports.facts).toEqual([fact(SessionDeleted, { sessionId: 'a', userId: 'jo' })]);
    expect([...ports.images.keys()].map((key) => key.replace(/[^/]*$/, ''))).toEqual([
      'u/jo/images/ab/',
      'u/sam/images/a/',
    ]);
    expect(left(ports)).toEqual([2, 2, 0, 2]);
  });

  it('says no when there is none', async () => {
    const ports = inMemoryPorts();

    expect([await deleteSession('jo', 'a', ports), ports.facts]).toEqual([false, []]);
  });

  it('is finished by the sweep when it ends in the middle', async () => {
    const ports = inMemoryPorts();
    await conversations(ports, 'jo', 'a');
    const media = { ...ports.media, removeBelow: () => Promise.reject(new Error('no answer')) };

    await expect(deleteSession('jo', 'a', { ...ports, media })).rejects.toThrow('no answer');
    expect(left(ports)).toEqual([0, 1, 1, 1]);

    ports.clock.advance(16 * 60);
    expect(await sweep({ olderThanSeconds: 0 }, ports)).toMatchObject({ repaired: 2 });
    expect(left(ports)).toEqual([0, 0, 0, 0]);
  });

  it('leaves the images of one that was begun again under the same id', async () => {
    const ports = inMemoryPorts();
    await conversations(ports, 'jo', 'a');
    await ports.conversations.remove('jo', 'a');
    await conversations(ports, 'jo', 'a');
    ports.clock.advance(16 * 60);

    await sweep({ olderThanSeconds: 0 }, ports);

    expect(left(ports)).toEqual([1, 1, 0, 2]);
  });
});

describe('deleting all conversations', () => {
  it('removes those of the caller alone', async () => {
    const ports = inMemoryPorts();
    await conversations(ports, 'jo', ...Array.from({ length: 20 }, (_, index) => `s${index}`));
    await conversations(ports, 'sam', 's1');

    await deleteSessions('jo', ports);

    expect(left(ports)).toEqual([1, 1, 0, 1]);
    expect(ports.facts).toHaveLength(20);
  });
});

describe('sweeping', () => {
  it('leaves what may still be at work', async () => {
    const ports = inMemoryPorts();
    await conversations(ports, 'jo', 'a');
    await ports.conversations.remove('jo', 'a');
    ports.clock.advance(60);

    expect(await sweep({ olderThanSeconds: 120 }, ports)).toEqual({ repaired: 0 });
    expect(ports.kept.leftovers.size).toBe(1);
  });

  it('clears what it can when something cannot be cleared, and reports it', async () => {
    const ports = inMemoryPorts();
    await conversations(ports, 'jo', 'a', 'b');
    await ports.conversations.remove('jo', 'a');
    await ports.conversations.remove('jo', 'b');
    ports.clock.advance(16 * 60);
    const removeBelow = (prefix: string) =>
      prefix.includes('/a/') ? Promise.reject(new Error('no answer')) : ports.media.removeBelow(prefix);

    const swept = sweep({ olderThanSeconds: 0 }, { ...ports, media: { ...ports.media, removeBelow } });

    await expect(swept).rejects.toThrow('1 of 2 leftovers stayed; first: Error: no answer');
    expect([...ports.kept.leftovers.values()].map(({ leftover }) => leftover.sessionId)).toEqual(['a']);
  });
});

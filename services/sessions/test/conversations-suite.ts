import { describe, expect, it } from '@jest/globals';
import { SessionDeleted } from '@lisa/contracts/events/sessions.events';
import type { Message } from '@lisa/contracts/vocabulary/message';
import { fact } from '@lisa/kit/events/fact';
import { begun, withAppended, withDetails, withHistory, type Conversation } from '../src/domain/conversation.ts';
import type { DatedMessage } from '../src/domain/message.ts';
import type { Conversations, Leftover } from '../src/ports.ts';

interface Kept {
  readonly conversations: Conversations;
  /** Names of the facts that were committed for a session of this id. */
  readonly committed: (sessionId: string) => Promise<string[]>;
}

const now = '2026-11-21T14:00:00.000Z';
const later = '2026-11-21T14:00:01.000Z';

/** A human message. */
export const says = (content: string): Message => ({ type: 'human', content });
const dated = (content: string): DatedMessage => ({ ...says(content), createdAt: now });

/** What every implementation of `Conversations` promises, plain or with a key. `mint` answers an id that nobody has used. */
export function keepsConversations(
  name: string,
  given: () => Promise<Kept>,
  mint: () => string,
  sealedKey?: (owner: string, sessionId: string) => Promise<string>,
): void {
  const aNewConversation = async (owner = `o-${mint()}`, sessionId = `s-${mint()}`): Promise<Conversation> =>
    begun({ owner, sessionId, historyId: mint(), sealedKey: await sealedKey?.(owner, sessionId) }, now);
  const aHistory = ({ sealedKey: key }: Conversation) => ({ historyId: mint(), sealedKey: key });

  /** A stored conversation with these messages. */
  async function stored({ conversations }: Kept, ...texts: string[]): Promise<Conversation> {
    const empty = await aNewConversation();
    const next = withAppended(empty, texts.map(says), { name: 'n' }, now);
    await conversations.append(undefined, next, texts.map(says));
    return next;
  }
  const textsOf = async ({ conversations }: Kept, conversation: Conversation) =>
    (await conversations.messages(conversation, 0, 1000)).map(({ content }) => content);
  const waiting = async ({ conversations }: Kept, { owner }: Conversation): Promise<Leftover[]> =>
    (await conversations.leftovers(-60)).filter((leftover) => leftover.owner === owner);

  describe(`keeping conversations in ${name}`, () => {
    it('finds one by owner and id, in the list and with its messages', async () => {
      const kept = await given();

      const conversation = await stored(kept, 'one', 'two');

      const { owner, sessionId } = conversation;
      expect(await kept.conversations.find(owner, sessionId)).toEqual(conversation);
      expect(await kept.conversations.has(owner, sessionId)).toBe(true);
      expect(await kept.conversations.list(owner)).toEqual([conversation]);
      expect(await kept.conversations.ids(owner)).toEqual([sessionId]);
      expect(await kept.conversations.messages(conversation, 0, 10)).toEqual([
        { ...says('one'), sessionId, messageIndex: 0, createdAt: now },
        { ...says('two'), sessionId, messageIndex: 1, createdAt: now },
      ]);
    });

    it('knows nothing of what nobody has', async () => {
      const { conversations } = await given();
      const { owner, sessionId } = await aNewConversation();

      expect(await conversations.find(owner, sessionId)).toBeUndefined();
      expect(await conversations.has(owner, sessionId)).toBe(false);
      expect(await conversations.list(owner)).toEqual([]);
      expect(await conversations.remove(owner, sessionId)).toBeUndefined();
    });

    it('keeps everything that belongs to it', async () => {
      const { conversations } = await given();
      const conversation = {
        ...(await aNewConversation()),
        configuration: { selectedModel: { modelId: 'demo' } } as unknown as Conversation['configuration'],
        firstHumanMessage: 'ü 😀',
        compactionMessageIndex: 3,
        projectId: 'p',
      };

      await conversations.append(undefined, conversation, []);

      expect(await conversations.find(conversation.owner, conversation.sessionId)).toEqual(conversation);
    });

    it('answers the messages between two places, in order', async () => {
      const kept = await given();
      const conversation = await stored(kept, ...Array.from({ length: 12 }, (_, index) => `m${index}`));

      const some = await kept.conversations.messages(conversation, 8, 11);

      expect(some.map(({ content }) => content)).toEqual(['m8', 'm9', 'm10']);
      expect(await kept.conversations.messages(conversation, 3, 3)).toEqual([]);
    });

    it('begins it once of two', async () => {
      const kept = await given();
      const first = await stored(kept, 'first');
      const rival = { ...(await aNewConversation(first.owner, first.sessionId)), version: 1 };

      const late = kept.conversations.append(undefined, rival, [says('late')]);

      await expect(late).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
      expect(await textsOf(kept, first)).toEqual(['first']);
    });

    it('lets one of many append that read the same', async () => {
      const kept = await given();
      const read = await stored(kept, 'first');

      const rivals = ['a', 'b', 'c', 'd'].map((text) =>
        kept.conversations.append(read, withAppended(read, [says(text)], {}, later), [says(text)]),
      );
      const outcomes = await Promise.allSettled(rivals);

      const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await textsOf(kept, read)).toEqual(['first', 'abcd'[won]]);
      expect(await kept.conversations.find(read.owner, read.sessionId)).toMatchObject({ messageCount: 2 });
    });

    it('writes other details without messages', async () => {
      const kept = await given();
      const conversation = await stored(kept, 'one');
      const named = withDetails(conversation, { name: 'other' }, later);

      await kept.conversations.append(conversation, named, []);

      expect(await kept.conversations.find(conversation.owner, conversation.sessionId)).toEqual(named);
      expect(await textsOf(kept, named)).toEqual(['one']);
    });

    it('writes a history anew, however long, and leaves the old one for the sweep', async () => {
      const kept = await given();
      const old = await stored(kept, 'one', 'two');
      const many = Array.from({ length: 130 }, (_, index) => dated(`m${index}`));
      const next = withHistory(old, aHistory(old), many, {}, later);

      await kept.conversations.rewrite(old, next, many);

      expect(await kept.conversations.find(old.owner, old.sessionId)).toEqual(next);
      expect(await textsOf(kept, next)).toEqual(many.map(({ content }) => content));
      expect((await waiting(kept, old)).map(({ historyId }) => historyId)).toEqual([old.historyId]);
    });

    it('changes nothing by a rewrite that comes too late', async () => {
      const kept = await given();
      const read = await stored(kept, 'one');
      const newer = withAppended(read, [says('two')], {}, later);
      await kept.conversations.append(read, newer, [says('two')]);

      const late = kept.conversations.rewrite(read, withHistory(read, aHistory(read), [], {}, later), []);

      await expect(late).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
      expect(await textsOf(kept, newer)).toEqual(['one', 'two']);
    });

    it('removes one with its facts, and clears what is left of it', async () => {
      const kept = await given();
      const { owner, sessionId, ...conversation } = await stored(kept, 'one');
      const deleted = fact(SessionDeleted, { sessionId, userId: owner });

      const leftover = await kept.conversations.remove(owner, sessionId, deleted);

      expect(leftover).toEqual({ owner, sessionId, historyId: conversation.historyId, withImages: true });
      expect(await kept.conversations.find(owner, sessionId)).toBeUndefined();
      expect(await kept.committed(sessionId)).toEqual(['SessionDeleted']);
      expect(await waiting(kept, { owner, sessionId, ...conversation })).toEqual([leftover]);

      await kept.conversations.clear(leftover!);
      await kept.conversations.clear(leftover!);

      expect(await textsOf(kept, { owner, sessionId, ...conversation })).toEqual([]);
      expect(await waiting(kept, { owner, sessionId, ...conversation })).toEqual([]);
    });

    it('shows a new one of the same id nothing of the old', async () => {
      const kept = await given();
      const old = await stored(kept, 'old', 'older');
      await kept.conversations.remove(old.owner, old.sessionId);
      const again = withAppended(await aNewConversation(old.owner, old.sessionId), [says('new')], {}, later);

      await kept.conversations.append(undefined, again, [says('new')]);

      expect(await textsOf(kept, again)).toEqual(['new']);
    });

    it('names no leftover before its time', async () => {
      const kept = await given();
      const conversation = await stored(kept, 'one');
      await kept.conversations.remove(conversation.owner, conversation.sessionId);

      const early = await kept.conversations.leftovers(3600);

      expect(early.filter(({ owner }) => owner === conversation.owner)).toEqual([]);
    });
  });
}

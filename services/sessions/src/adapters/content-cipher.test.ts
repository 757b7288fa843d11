import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { begun } from '../domain/conversation.ts';
import { contentCipher, type OpenKey } from './content-cipher.ts';

const plain = begun({ owner: 'jo', sessionId: 's1', historyId: 'h1' }, '2026-11-21T14:00:00.000Z');
const locked = { ...plain, sealedKey: 'sealed' };
const key = randomBytes(32);
const openKey: OpenKey = async () => key;
const cipher = contentCipher(openKey);
const secret = { content: 'Größe 😀' };

describe('sealing content', () => {
  it('leaves it plain without a key', async () => {
    const content = await cipher.seal(plain, secret);

    expect(content).toEqual({ text: JSON.stringify(secret) });
    expect(await cipher.open(plain, content)).toEqual(secret);
  });

  it('hides it with a key, differently every time', async () => {
    const [one, other] = [await cipher.seal(locked, secret), await cipher.seal(locked, secret)];

    expect(Buffer.from(one.sealed!).toString('latin1')).not.toContain('content');
    expect(one.sealed).not.toEqual(other.sealed);
    expect(one).not.toHaveProperty('text');
    expect(await cipher.open(locked, one)).toEqual(secret);
  });

  it('opens what was written plain before there was a key', async () => {
    expect(await cipher.open(locked, await cipher.seal(plain, secret))).toEqual(secret);
  });

  it.each([
    ['of another person', { ...locked, owner: 'sam' }, 'unable to authenticate'],
    ['of another conversation', { ...locked, sessionId: 's2' }, 'unable to authenticate'],
    ['without a key', plain, 'cannot be used'],
  ])('opens nothing in a conversation %s', async (_, other, words) => {
    const content = await cipher.seal(locked, secret);

    await expect(cipher.open(other, content)).rejects.toThrow(words);
  });

  it('opens nothing that was changed', async () => {
    const { sealed } = await cipher.seal(locked, secret);
    sealed![sealed!.length - 1]! ^= 1;

    await expect(cipher.open(locked, { sealed: sealed! })).rejects.toThrow('unable to authenticate');
  });

  it('writes nothing when the key cannot be opened', async () => {
    const broken = contentCipher(() => Promise.reject(new Error('no answer')));

    await expect(broken.seal(locked, secret)).rejects.toThrow('no answer');
  });
});

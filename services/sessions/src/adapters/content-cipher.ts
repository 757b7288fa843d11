import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Failure } from '@lisa/kit/failure';
import type { Conversation } from '../domain/conversation.ts';

/** How content stands in a row: as JSON text, or as nonce, tag and AES-256-GCM of it. */
export interface Content {
  readonly text?: string;
  readonly sealed?: Uint8Array;
}

export interface ContentCipher {
  seal(of: Conversation, value: unknown): Promise<Content>;
  open(of: Pick<Conversation, 'owner' | 'sessionId' | 'sealedKey'>, content: Content): Promise<unknown>;
}

/** Opens the key of one conversation; fails with `ContentLocked`. */
export type OpenKey = (owner: string, sessionId: string, sealedKey: string) => Promise<Uint8Array>;

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** What every piece is bound to, so that a row moved to another conversation does not open there. */
const binding = (owner: string, sessionId: string): Buffer => Buffer.from(JSON.stringify([owner, sessionId]));

/** Content of a conversation with a key is encrypted with it; of one without a key it is plain. */
export const contentCipher = (openKey: OpenKey): ContentCipher => ({
  async seal({ owner, sessionId, sealedKey }, value) {
    const text = JSON.stringify(value);
    if (!sealedKey) return { text };
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, await openKey(owner, sessionId, sealedKey), nonce);
    cipher.setAAD(binding(owner, sessionId));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
  },

  async open({ owner, sessionId, sealedKey }, { text, sealed }) {
    if (sealed === undefined) return JSON.parse(text ?? 'null');
    if (!sealedKey) throw new Failure('ContentLocked');
    const bytes = Buffer.from(sealed);
    const key = await openKey(owner, sessionId, sealedKey);
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(binding(owner, sessionId));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const body = bytes.subarray(nonceBytes + tagBytes);
    return JSON.parse(decipher.update(body, undefined, 'utf8') + decipher.final('utf8'));
  },
});

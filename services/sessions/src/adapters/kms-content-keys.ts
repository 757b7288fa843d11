import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { Failure } from '@lisa/kit/failure';
import { logger } from '@lisa/kit/logger';
import type { ContentKeys } from '../ports.ts';
import type { OpenKey } from './content-cipher.ts';

/** Opened keys that one process remembers: the list of conversations opens one for each. */
const mostRemembered = 500;

/** Data keys of one KMS key. Their encryption context is the person and the conversation: KMS opens one for no other. */
export function kmsContentKeys(kms: KMSClient, KeyId: string): ContentKeys & { readonly open: OpenKey } {
  const opened = new Map<string, Uint8Array>();
  const contextOf = (user: string, sessionId: string) => ({ user, sessionId });

  function remember(name: string, key: Uint8Array): Uint8Array {
    const oldest = opened.keys().next();
    if (opened.size >= mostRemembered && !oldest.done) opened.delete(oldest.value);
    opened.set(name, key);
    return key;
  }
  const nameOf = (...parts: string[]): string => JSON.stringify(parts);

  return {
    async create(owner, sessionId) {
      const EncryptionContext = contextOf(owner, sessionId);
      const command = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext });
      const { CiphertextBlob, Plaintext } = await kms.send(command).catch(locked);
      if (!CiphertextBlob || !Plaintext) throw new Failure('ContentLocked');
      const sealedKey = Buffer.from(CiphertextBlob).toString('base64');
      remember(nameOf(owner, sessionId, sealedKey), Plaintext);
      return sealedKey;
    },

    async open(owner, sessionId, sealedKey) {
      const name = nameOf(owner, sessionId, sealedKey);
      const known = opened.get(name);
      if (known) return known;
      const CiphertextBlob = Buffer.from(sealedKey, 'base64');
      const EncryptionContext = contextOf(owner, sessionId);
      const { Plaintext } = await kms
        .send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext }))
        .catch(locked);
      if (!Plaintext) throw new Failure('ContentLocked');
      return remember(name, Plaintext);
    },
  };
}

/** Whatever is wrong with the key, nothing is read and nothing is written; the cause is for operators. */
function locked(error: unknown): never {
  logger.error('A content key cannot be used', error as Error);
  throw new Failure('ContentLocked');
}

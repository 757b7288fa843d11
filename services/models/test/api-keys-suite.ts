import { describe, expect, it } from '@jest/globals';
import type { ApiKeys } from '../src/ports.ts';

interface Kept {
  readonly apiKeys: ApiKeys;
  /** What the router will read under an ARN; undefined once it is gone. */
  readonly read: (arn: string) => Promise<string | undefined>;
}

/** What every implementation of `ApiKeys` promises. `mint` answers an id that nobody has used. */
export function keepsApiKeys(name: string, given: () => Promise<Kept>, mint: () => string): void {
  describe(`keeping API keys in ${name}`, () => {
    it('answers the ARN under which the key can be read', async () => {
      const { apiKeys, read } = await given();
      const uid = mint();

      const arn = await apiKeys.keep(uid, 'sk-ünï "code"');

      expect(arn).toMatch(new RegExp(`^arn:[a-z-]+:secretsmanager:.+:secret:/lisa/[a-z0-9]+/models/${uid}/api-key-`));
      expect(await read(arn)).toBe('sk-ünï "code"');
    });

    it('replaces a key that is kept again', async () => {
      const { apiKeys, read } = await given();
      const uid = mint();

      const arn = await apiKeys.keep(uid, 'old');
      expect(await apiKeys.keep(uid, 'new')).toBe(arn);

      expect(await read(arn)).toBe('new');
    });

    it('removes a key at once, and one that is missing without complaint', async () => {
      const { apiKeys, read } = await given();
      const uid = mint();
      const arn = await apiKeys.keep(uid, 'key');

      await apiKeys.remove(uid);
      await apiKeys.remove(uid);

      expect(await read(arn)).toBeUndefined();
      expect((await apiKeys.list()).map((key) => key.uid)).not.toContain(uid);
    });

    it('can keep a key again after it was removed', async () => {
      const { apiKeys, read } = await given();
      const uid = mint();
      await apiKeys.keep(uid, 'old');
      await apiKeys.remove(uid);

      expect(await read(await apiKeys.keep(uid, 'new'))).toBe('new');
    });

    it('lists every key with its age', async () => {
      const { apiKeys } = await given();
      const [first, second] = [mint(), mint()];
      await apiKeys.keep(first, 'a');
      await apiKeys.keep(second, 'b');

      const listed = (await apiKeys.list()).filter(({ uid }) => uid === first || uid === second);

      expect(listed.map(({ uid }) => uid).sort()).toEqual([first, second].sort());
      for (const { age } of listed) expect(Math.abs(age)).toBeLessThan(60);
    });
  });
}

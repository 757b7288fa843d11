import { describe, expect, it } from '@jest/globals';
import type { StackKeeper, StackOrder } from '@lisa/aws/stacks/stacks';
import { StackMoved } from '@lisa/contracts/vocabulary/stack';

interface Kept {
  readonly stacks: StackKeeper;
  /** Lets time pass until no stack of this uid moves any more. */
  readonly settle: (uid: string) => Promise<void>;
}

/** What every keeper of stacks promises. `mint` answers an id that nobody has used; `template` one that is good, and `broken` one that fails. */
export function keepsStacks(
  name: string,
  given: () => Promise<Kept>,
  mint: () => string,
  { template, broken }: { readonly template: (value: string) => object; readonly broken: object },
): void {
  const order = (uid: string, generation = 1, body: object = template('a')): StackOrder => ({
    uid,
    generation,
    correlationId: 'c1',
    subject: 'demo',
    template: JSON.stringify(body),
    parameters: {},
  });
  /** A keeper with one stack that has come to rest. */
  const withStack = async () => {
    const { stacks, settle } = await given();
    const uid = mint();
    await stacks.create(order(uid));
    await settle(uid);
    return { stacks, settle, uid };
  };

  describe(`keeping stacks in ${name}`, () => {
    it('knows nothing of one that nobody made, and removes it without complaint', async () => {
      const { stacks } = await given();
      const uid = mint();

      await stacks.remove({ uid, generation: 1, correlationId: 'c1' });

      expect([await stacks.find(uid), await stacks.firstFailure(uid)]).toEqual([undefined, undefined]);
    });

    it('makes one, and tells by which generation and with what outputs', async () => {
      const { stacks, uid } = await withStack();

      expect(await stacks.find(uid)).toEqual({
        status: 'CREATE_COMPLETE',
        generation: 1,
        outputs: { ModelEndpointUrl: expect.stringMatching(/^http/) },
      });
      const listed = (await stacks.list()).find((stack) => stack.uid === uid);
      expect(listed?.age).toBeGreaterThanOrEqual(0);
    });

    it('may be asked twice for the same, and by nobody else', async () => {
      const { stacks } = await given();
      const uid = mint();
      await stacks.create(order(uid));

      await stacks.create(order(uid));
      await expect(stacks.create(order(uid, 2))).rejects.toBeInstanceOf(StackMoved);
    });

    it('says so when there is nothing to change', async () => {
      const { stacks, uid } = await withStack();

      expect(await stacks.update(order(uid, 2))).toBe(false);
      expect(await stacks.find(uid)).toMatchObject({ status: 'CREATE_COMPLETE', generation: 1 });
    });

    it('changes one', async () => {
      const { stacks, settle, uid } = await withStack();

      expect(await stacks.update(order(uid, 2, template('b')))).toBe(true);
      await settle(uid);

      expect(await stacks.find(uid)).toMatchObject({ status: 'UPDATE_COMPLETE', generation: 2 });
    });

    it('cannot change what is not there', async () => {
      const { stacks } = await given();

      await expect(stacks.update(order(mint()))).rejects.toBeInstanceOf(StackMoved);
    });

    it('leaves one as it is that could not be made, with what failed first', async () => {
      const { stacks, settle } = await given();
      const uid = mint();
      await stacks.create(order(uid, 1, broken));
      await settle(uid);

      expect(await stacks.find(uid)).toMatchObject({ status: 'CREATE_FAILED', generation: 1 });
      expect(await stacks.firstFailure(uid)).toMatch(/^Service: ./);
    });

    it('removes one, and lists it no more', async () => {
      const { stacks, settle, uid } = await withStack();

      await stacks.remove({ uid, generation: 2, correlationId: 'c1' });
      await settle(uid);

      expect(await stacks.find(uid)).toBeUndefined();
      expect((await stacks.list()).map((stack) => stack.uid)).not.toContain(uid);
    });

    it('has nothing to cancel while nothing moves', async () => {
      const { stacks, uid } = await withStack();

      await stacks.cancelUpdate(uid);

      expect(await stacks.find(uid)).toMatchObject({ status: 'CREATE_COMPLETE' });
    });
  });
}

import { describe, expect, it } from '@jest/globals';
import { uidOf } from '@lisa/testing/counted-ids';
import { aModel, inMemoryPorts } from '../../test/fakes.ts';
import { findModel, listModels } from './find-model.ts';

const member = (...groups: string[]) => ({ username: 'sam', groups, isAdmin: false });
const administrator = { username: 'jo', groups: [], isAdmin: true };

const open = aModel({ modelId: 'open', uid: uidOf(1) });
const closed = aModel({
  modelId: 'closed',
  uid: uidOf(2),
  spec: { ...open.spec, allowedGroups: ['group:research'] },
});

describe('reading models', () => {
  it.each([
    ['an administrator', administrator, ['closed', 'open']],
    ['a member', member('research'), ['closed', 'open']],
    ['somebody of another group', member('sales'), ['open']],
    ['somebody of no group', member(), ['open']],
  ])('shows %s, by name, what they may use', async (_, caller, expected) => {
    const ports = inMemoryPorts({ models: [open, closed] });

    expect((await listModels(caller, ports)).map(({ modelId }) => modelId)).toEqual(expected);
  });

  it('answers one that the caller may not use as if it did not exist', async () => {
    const ports = inMemoryPorts({ models: [closed] });

    const hidden = await findModel('closed', member('sales'), ports).catch((failure: Error) => failure);
    const missing = await findModel('missing', member('sales'), ports).catch((failure: Error) => failure);

    expect(hidden).toMatchObject({ code: 'ModelNotFound', facts: { modelId: 'closed' } });
    expect(missing).toMatchObject({ code: 'ModelNotFound', facts: { modelId: 'missing' } });
    expect(await findModel('closed', member('research'), ports)).toEqual(closed);
  });
});

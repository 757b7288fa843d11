import { describe, expect, it } from '@jest/globals';
import { PromptTemplateText } from '@lisa/contracts/vocabulary/prompt-template';
import { inMemoryPorts } from '../../test/fakes.ts';
import * as templates from './prompt-templates.ts';

const member = (username: string, ...groups: string[]) => ({ username, groups, isAdmin: false });
const administrator = { username: 'ada', groups: [], isAdmin: true };
const [jo, sam, eve] = [member('jo', 'legal'), member('sam', 'legal'), member('eve', 'sales')];
const text = (groups: string[] = [], title = 'Reviewer') =>
  PromptTemplateText.parse({ title, body: 'You review contracts.', groups });

describe('sharing prompt templates', () => {
  it.each([
    ['nobody', jo, [], { jo: true, sam: false, eve: false }],
    ['a group', jo, ['group:legal'], { jo: true, sam: true, eve: false }],
    ['everybody', administrator, ['lisa:public'], { jo: true, sam: true, eve: true }],
  ])('with %s shows one to those alone', async (_, author, groups, readers) => {
    const ports = inMemoryPorts();
    const { id } = await templates.createPromptTemplate(text(groups), author, ports);

    for (const reader of [jo, sam, eve]) {
      const may = readers[reader.username as keyof typeof readers];
      const listed = [
        ...(await templates.listPromptTemplates(true, reader, ports)),
        ...(await templates.listPromptTemplates(false, reader, ports)),
      ];
      const read = await templates
        .getPromptTemplate(id, reader, ports)
        .catch(({ code }: { code: string }) => ({ code }));
      expect([reader.username, listed.some((template) => template.id === id)]).toEqual([reader.username, may]);
      expect(read).toMatchObject(may ? { id, isOwner: reader === author } : { code: 'Forbidden' });
    }
  });

  it.each([['lisa:public'], ['group:sales']])('refuses a member to share with %s', async (group) => {
    const ports = inMemoryPorts();

    const refused = templates.createPromptTemplate(text([group]), jo, ports);

    await expect(refused).rejects.toMatchObject({ code: 'SharingNotAllowed', facts: { group } });
    expect(await templates.listPromptTemplates(false, jo, ports)).toEqual([]);
  });

  it('lets its owner change the words of one that an administrator shared with all', async () => {
    const ports = inMemoryPorts();
    const template = await templates.createPromptTemplate(text(), jo, ports);
    const shared = { ...template, groups: ['lisa:public'] };
    await templates.updatePromptTemplate(template.id, shared, administrator, ports);

    const updated = await templates.updatePromptTemplate(template.id, { ...shared, title: 'Other' }, jo, ports);

    expect(updated).toMatchObject({ title: 'Other', groups: ['lisa:public'], owner: 'jo', revision: 3 });
  });
});

describe('changing a prompt template', () => {
  it('writes the next revision and leaves it with its owner', async () => {
    const ports = inMemoryPorts();
    const template = await templates.createPromptTemplate(text(), jo, ports);
    const wanted = { ...template, owner: 'eve', title: 'Other', type: 'directive' as const };

    const updated = await templates.updatePromptTemplate(template.id, wanted, jo, ports);

    expect(updated).toEqual({ ...template, title: 'Other', type: 'directive', revision: 2 });
    expect(await templates.getPromptTemplate(template.id, jo, ports)).toEqual({ ...updated, isOwner: true });
  });

  it('refuses another id than the one in the path', async () => {
    const ports = inMemoryPorts();
    const template = await templates.createPromptTemplate(text(), jo, ports);

    const refused = templates.updatePromptTemplate(template.id, { ...template, id: 'x' }, jo, ports);

    await expect(refused).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  it.each(['update', 'delete'])('refuses a reader to %s it', async (act) => {
    const ports = inMemoryPorts();
    const template = await templates.createPromptTemplate(text(['group:legal']), jo, ports);

    const refused =
      act === 'update'
        ? templates.updatePromptTemplate(template.id, template, sam, ports)
        : templates.deletePromptTemplate(template.id, sam, ports);

    await expect(refused).rejects.toMatchObject({ code: 'Forbidden' });
    expect(await ports.promptTemplates.find(template.id)).toEqual(template);
  });
});

describe('deleting a prompt template', () => {
  it.each([
    ['its owner', jo],
    ['an administrator', administrator],
  ])('by %s takes it from everybody', async (_, deleter) => {
    const ports = inMemoryPorts();
    const { id } = await templates.createPromptTemplate(text(['group:legal']), jo, ports);

    await templates.deletePromptTemplate(id, deleter, ports);

    await expect(templates.getPromptTemplate(id, jo, ports)).rejects.toThrow(`Prompt template ${id} not found.`);
    expect(await templates.listPromptTemplates(true, sam, ports)).toEqual([]);
    expect(await templates.listPromptTemplates(false, jo, ports)).toEqual([]);
  });
});

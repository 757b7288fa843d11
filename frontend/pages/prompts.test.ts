import {
  createPromptTemplate,
  deletePromptTemplate,
  getPromptTemplate,
  listPromptTemplates,
  updatePromptTemplate,
} from '@lisa/contracts/api/sessions/prompt-templates.routes';
import { PromptTemplateText, type PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { describe, expect, it } from '@jest/globals';
import { siteVisits } from './testing/site-visit.ts';
import { looks, type Look } from './testing/visit.ts';

const site = siteVisits();

const author = { email: 'user@example.com', groups: ['legal'] };
const me = `id-of-${author.email}`;

const aPrompt = (fields: Partial<PromptTemplate> = {}): PromptTemplate => ({
  id: 'p1',
  title: 'Reviewer',
  body: 'You review contracts.\nYou name every risk.',
  type: 'persona',
  groups: [],
  owner: me,
  created: '2026-11-21T14:00:00.000Z',
  revision: 3,
  latest: true,
  ...fields,
});

const aSummary = aPrompt({
  id: 'p2',
  title: 'Summary',
  body: 'Summarise this.',
  type: 'directive',
  owner: 'somebody-else',
  groups: ['lisa:public'],
});

/** Two lists, and the prompts in them, as the service keeps them. */
function keep(mine: readonly PromptTemplate[], shared: readonly PromptTemplate[] = []): void {
  site.server.reply(listPromptTemplates, ({ query }) => ({ Items: [...(query['public'] === 'true' ? shared : mine)] }));
  site.server.reply(getPromptTemplate, ({ params }) => {
    const found = [...mine, ...shared].find(({ id }) => id === params['promptTemplateId']) ?? aPrompt();
    return { ...found, isOwner: found.owner === me };
  });
}

/** `refusals`: statuses that the test is about, which the browser reports by itself. */
async function opens(
  route: string,
  { who = author, look = looks[0] as Look, refusals = [] as readonly number[] } = {},
): Promise<void> {
  site.server.people.become(who);
  await site.open(`#${route}`, look);
  for (const status of refusals) site.person.excuse(`status of ${status}`);
  await site.person.signIn();
}

const button = (name: string) => site.page.getByRole('button', { name, exact: true });
const heading = (name: string) => site.page.getByRole('heading', { name, level: 1 });
const askedFor = (id: string) => site.server.asked.find(({ route }) => route === id);

describe('looking for a prompt', () => {
  it('shows what is mine, with type, audience and revision', async () => {
    keep([aPrompt({ groups: ['group:legal'] })]);

    await opens('/prompt-templates');

    const row = site.page.getByRole('row', { name: /Reviewer/ });
    await row.waitFor();
    expect(await row.getByRole('rowheader').textContent()).toContain('You review contracts.');
    expect(await row.getByRole('gridcell').allTextContents()).toEqual(
      expect.arrayContaining(['Persona', 'You', 'legal', '3', '21 Nov 2026']),
    );
  });

  it('shows what others share, without ways to change it', async () => {
    keep([aPrompt()], [aSummary]);
    await opens('/prompt-templates');

    await site.page.getByRole('link', { name: 'Shared with me' }).click();

    const row = site.page.getByRole('row', { name: /Summary/ });
    await row.getByText('Everybody').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    expect(site.page.url()).toContain('list=shared');
  });

  it('opens at the list and type that the address names', async () => {
    keep([], [aSummary, aPrompt({ groups: ['lisa:public'] })]);

    await opens('/prompt-templates?list=shared&type=directive');

    await site.page.getByRole('row', { name: /Summary/ }).waitFor();
    expect(await site.page.getByRole('row', { name: /Reviewer/ }).count()).toBe(0);
  });

  it('finds one by words of its text', async () => {
    keep([aPrompt(), aPrompt({ id: 'p3', title: 'Poet', body: 'You write sonnets.' })]);
    await opens('/prompt-templates');

    await site.page.getByRole('searchbox', { name: 'Find prompts' }).fill('sonnet');

    await site.page.getByRole('row', { name: /Poet/ }).waitFor();
    expect(await site.page.getByRole('row', { name: /Reviewer/ }).count()).toBe(0);
  });

  it('says what to do while there is none', async () => {
    keep([]);

    await opens('/prompt-templates');

    await site.page.getByText('No prompts yet').waitFor();
    expect(await button('New prompt').count()).toBe(2);
  });

  it('says why the list could not be read, and tries again', async () => {
    site.server.refuse(listPromptTemplates, 403, 'You do not have permission to do this.');
    await opens('/prompt-templates', { refusals: [403] });
    await site.page.getByText('You do not have permission to do this.').waitFor();

    keep([aPrompt()]);
    await button('Try again').click();

    await site.page.getByRole('row', { name: /Reviewer/ }).waitFor();
    expect(await button('Try again').count()).toBe(0);
  });
});

describe('reading a prompt', () => {
  it('shows its words as they were written, and copies them', async () => {
    keep([aPrompt()]);
    await opens('/prompt-templates');
    await site.page.getByRole('link', { name: 'Reviewer' }).click();
    await heading('Reviewer').waitFor();

    await site.page.getByRole('button', { name: 'Copy the prompt' }).click();

    await site.page.getByText('Copied').waitFor();
    expect(await site.page.evaluate(() => navigator.clipboard.readText())).toBe(aPrompt().body);
  });

  it('offers readers nothing that would be refused', async () => {
    keep([], [aSummary]);

    await opens('/prompt-templates/p2');

    await heading('Summary').waitFor();
    expect(await button('Edit').count()).toBe(0);
    expect(await button('Delete').count()).toBe(0);
  });

  it('says that one is not there, and leads back to those that are', async () => {
    keep([aPrompt()]);
    site.server.refuse(getPromptTemplate, 404, 'Prompt template p9 not found.');
    await opens('/prompt-templates/p9', { refusals: [404] });
    await site.page.getByText('Prompt template p9 not found.').waitFor();

    await button('All prompts').click();

    await site.page.getByRole('row', { name: /Reviewer/ }).waitFor();
    expect(new URL(site.page.url()).hash).toBe('#/prompt-templates');
  });
});

describe('writing a prompt', () => {
  it('asks for what the route needs before it sends anything', async () => {
    await opens('/prompt-templates/new');

    await button('Create prompt').click();

    await site.page.getByText('Fill this in.').first().waitFor();
    expect(await site.page.getByText('Fill this in.').count()).toBe(2);
    expect(await site.page.getByLabel('Title').getAttribute('aria-invalid')).toBe('true');
    expect(askedFor('createPromptTemplate')).toBeUndefined();
  });

  it('creates it with the keyboard alone, and shows it', async () => {
    const made = aPrompt({ id: 'p7', title: 'Poet', body: 'You write sonnets.', type: 'directive', revision: 1 });
    keep([made]);
    site.server.reply(createPromptTemplate, made);
    await opens('/prompt-templates/new');
    const { keyboard } = site.page;

    await site.page.getByRole('radio', { name: 'Persona' }).focus();
    await keyboard.press('ArrowRight');
    await keyboard.press('Tab');
    await keyboard.type('Poet');
    await keyboard.press('Tab');
    await keyboard.type('You write sonnets.');
    await site.page.getByLabel('Title').press('Enter');

    await heading('Poet').waitFor();
    expect(askedFor('createPromptTemplate')?.body).toEqual({
      title: 'Poet',
      body: 'You write sonnets.',
      type: 'directive',
      groups: [],
    });
  });

  it('lets a person share with groups of theirs, and not with everybody', async () => {
    await opens('/prompt-templates/new');
    await site.page.getByLabel('Title').fill('Poet');
    await site.page.getByLabel('Prompt', { exact: true }).fill('You write sonnets.');
    expect(await site.page.getByRole('radio', { name: 'Everybody' }).isDisabled()).toBe(true);

    await site.page.getByRole('radio', { name: 'Groups' }).check();
    await button('Create prompt').click();
    await site.page.getByText('Name at least one group, or keep it private.').waitFor();
    await site.page.getByRole('button', { name: /Choose groups/ }).click();
    await site.page.getByRole('option', { name: 'legal' }).click();
    await site.page.keyboard.press('Escape');
    await button('Create prompt').click();

    await site.page.getByText(/was created/).waitFor();
    expect(askedFor('createPromptTemplate')?.body).toMatchObject({ groups: ['group:legal'] });
  });

  it('lets an administrator share with everybody', async () => {
    await opens('/prompt-templates/new', { who: { email: 'admin@example.com', groups: ['admin'] } });
    await site.page.getByLabel('Title').fill('Poet');
    await site.page.getByLabel('Prompt', { exact: true }).fill('You write sonnets.');

    await site.page.getByRole('radio', { name: 'Everybody' }).check();
    await button('Create prompt').click();

    await site.page.getByText(/was created/).waitFor();
    expect(askedFor('createPromptTemplate')?.body).toMatchObject({ groups: ['lisa:public'] });
  });

  it('keeps the words when they are refused', async () => {
    site.server.refuse(createPromptTemplate, 403, 'You cannot share with the group legal.');
    await opens('/prompt-templates/new', { refusals: [403] });
    await site.page.getByLabel('Title').fill('Poet');
    await site.page.getByLabel('Prompt', { exact: true }).fill('You write sonnets.');

    await button('Create prompt').click();

    await site.page.getByText('You cannot share with the group legal.').first().waitFor();
    expect(await site.page.getByLabel('Prompt', { exact: true }).inputValue()).toBe('You write sonnets.');
  });
});

describe('changing a prompt', () => {
  it('sends the whole of it as the next revision', async () => {
    const before = aPrompt({ groups: ['lisa:public'] });
    let stored = before;
    keep([before]);
    site.server.reply(getPromptTemplate, () => ({ ...stored, isOwner: true }));
    site.server.reply(updatePromptTemplate, ({ body }) => {
      stored = { ...stored, ...PromptTemplateText.parse(body), revision: 4 };
      return stored;
    });
    await opens('/prompt-templates');
    await button('Edit Reviewer').click();
    await heading('Edit “Reviewer”').waitFor();

    await site.page.getByLabel('Title').fill('Strict reviewer');
    await button('Save changes').click();

    await heading('Strict reviewer').waitFor();
    await site.page.getByText('saved as revision 4').waitFor();
    expect(askedFor('updatePromptTemplate')).toMatchObject({
      params: { promptTemplateId: 'p1' },
      body: {
        id: 'p1',
        owner: me,
        title: 'Strict reviewer',
        body: before.body,
        type: 'persona',
        groups: before.groups,
      },
    });
  });

  it('leads readers to the words, not to a form that would be refused', async () => {
    keep([], [aSummary]);

    await opens('/prompt-templates/p2/edit');

    await heading('Summary').waitFor();
    expect(await button('Save changes').count()).toBe(0);
  });
});

describe('deleting a prompt', () => {
  it('asks for its title, says who loses it, then deletes it and returns to the list', async () => {
    keep([aPrompt({ groups: ['group:legal'] })]);
    site.server.reply(deletePromptTemplate, () => {
      keep([]);
      return { status: 'ok' as const };
    });
    await opens('/prompt-templates/p1');
    await button('Delete').click();
    const dialog = site.page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('members of legal can no longer choose it');
    expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);

    await dialog.getByLabel('To be sure, type Reviewer').fill('Reviewer');
    await dialog.getByRole('button', { name: 'Delete' }).click();

    await site.page.getByText('“Reviewer” was deleted.').waitFor();
    await site.page.getByText('No prompts yet').waitFor();
    expect(askedFor('deletePromptTemplate')?.params).toEqual({ promptTemplateId: 'p1' });
  });
});

describe.each(looks)('the prompt library at $name', (look) => {
  const long = aPrompt({
    id: 'p4',
    title: 'A title that is rather long, as titles sometimes are when nobody stops their author',
    body: 'Every sentence counts. '.repeat(60),
    groups: ['group:legal', 'group:a-group-with-quite-a-long-name'],
    revision: 12,
  });
  const pages = [
    ['list', '/prompt-templates', 'Prompts'],
    ['prompt', '/prompt-templates/p4', long.title],
    ['new', '/prompt-templates/new', 'New prompt'],
    ['edit', '/prompt-templates/p4/edit', `Edit “${long.title}”`],
  ] as const;

  it('can be used by everybody', async () => {
    keep([aPrompt(), long, aPrompt({ id: 'p5', title: 'Summary', type: 'directive', groups: ['lisa:public'] })]);
    await opens('/prompt-templates', { look });

    for (const [name, route, title] of pages) {
      await site.page.evaluate((hash) => (location.hash = hash), route);
      await heading(title).waitFor();
      if (name === 'list') await site.page.getByText('Summary').waitFor();
      await site.shoot(`prompts-${name}-${look.name}`, { fullPage: true });

      expect(await site.faults()).toEqual([]);
    }
  });

  it('can be deleted from by everybody', async () => {
    keep([aPrompt()]);
    await opens('/prompt-templates', { look });
    await button('Delete Reviewer').click();
    await site.page.getByRole('dialog').waitFor();

    await site.shoot(`prompts-delete-${look.name}`);

    expect(await site.faults()).toEqual([]);
  });
});

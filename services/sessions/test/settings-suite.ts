import { describe, expect, it } from '@jest/globals';
import { ConfigurationChanged } from '@lisa/contracts/events/sessions.events';
import { ModelReady } from '@lisa/contracts/events/models.events';
import { PublishedModel } from '@lisa/contracts/vocabulary/model';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { fact } from '@lisa/kit/events/fact';
import { nextRevision } from '../src/domain/prompt-template.ts';
import type { Configurations, Models, PreferencesStore, PromptTemplates } from '../src/ports.ts';
import { aConfiguration } from './fakes.ts';

interface KeptConfigurations {
  readonly configurations: Configurations;
  /** How many facts were committed for a scope. */
  readonly committed: (scope: string) => Promise<number>;
}

/** What every implementation of `Configurations` promises. */
export function keepsConfigurations(name: string, given: () => Promise<KeptConfigurations>, mint: () => string): void {
  const version = (configScope: string, versionId: number, features = {}) => ({
    ...aConfiguration(features, versionId),
    configScope,
  });
  const changed = ({ configScope, versionId, configuration }: ReturnType<typeof version>) =>
    fact(ConfigurationChanged, { configScope, versionId, configuration });

  describe(`keeping configurations in ${name}`, () => {
    it('has none at first', async () => {
      const { configurations } = await given();

      expect(await configurations.current(mint())).toBeUndefined();
      expect(await configurations.versions(mint())).toEqual([]);
    });

    it('puts the last saved one into effect and keeps the others, the newest first', async () => {
      const { configurations, committed } = await given();
      const scope = mint();
      const [first, tenth] = [version(scope, 1), version(scope, 10, { encryptSession: true })];

      await configurations.save(first, changed(first));
      await configurations.save(tenth, changed(tenth));

      expect(await configurations.current(scope)).toEqual(tenth);
      expect(await configurations.versions(scope)).toEqual([tenth, first]);
      expect(await committed(scope)).toBe(2);
    });

    it.each([[2], [1]])('refuses version %i after version 2, with its facts', async (versionId) => {
      const { configurations, committed } = await given();
      const scope = mint();
      await configurations.save(version(scope, 2));
      const late = version(scope, versionId, { encryptSession: true });

      const refused = configurations.save(late, changed(late));

      await expect(refused).rejects.toMatchObject({ code: 'ConfigurationExists', facts: { versionId } });
      expect(await configurations.versions(scope)).toEqual([version(scope, 2)]);
      expect(await committed(scope)).toBe(0);
    });

    it('says again what is in effect, and writes nothing', async () => {
      const { configurations, committed } = await given();
      const scope = mint();

      await configurations.sayAgain(changed(version(scope, 1)));

      expect([await committed(scope), await configurations.current(scope)]).toEqual([1, undefined]);
    });
  });
}

/** What every implementation of `PreferencesStore` promises. */
export function keepsPreferences(name: string, given: () => Promise<PreferencesStore>, mint: () => string): void {
  describe(`keeping preferences in ${name}`, () => {
    it('keeps the last for each person', async () => {
      const preferences = await given();
      const [one, other] = [mint(), `${mint()}/preferences`];

      await preferences.save({ user: one, preferences: { showMarkdownPreview: false } });
      await preferences.save({ user: one, preferences: { showMarkdownPreview: true } });

      expect(await preferences.of(one)).toEqual({ user: one, preferences: { showMarkdownPreview: true } });
      expect(await preferences.of(other)).toBeUndefined();
    });
  });
}

/** What every implementation of `PromptTemplates` promises. */
export function keepsPromptTemplates(name: string, given: () => Promise<PromptTemplates>, mint: () => string): void {
  const aTemplate = (fields: Partial<PromptTemplate> = {}): PromptTemplate => ({
    id: mint(),
    owner: `o-${mint()}`,
    created: '2026-11-21T14:00:00.000Z',
    title: 'Reviewer',
    body: 'You review.',
    type: 'persona',
    groups: [],
    revision: 1,
    latest: true,
    ...fields,
  });

  describe(`keeping prompt templates in ${name}`, () => {
    it('finds one by id and by owner, and only a shared one among the shared', async () => {
      const templates = await given();
      const [own, shared] = [aTemplate(), aTemplate({ groups: ['lisa:public'] })];
      await templates.create(own);
      await templates.create(shared);

      expect(await templates.find(own.id)).toEqual(own);
      expect(await templates.ownedBy(own.owner)).toEqual([own]);
      const all = await templates.shared();
      expect(all).toContainEqual(shared);
      expect(all).not.toContainEqual(own);
    });

    it('knows nothing of an id that nobody has', async () => {
      const templates = await given();

      expect([await templates.find(mint()), await templates.ownedBy(mint())]).toEqual([undefined, []]);
    });

    it('shows the latest revision alone, and stops sharing', async () => {
      const templates = await given();
      const first = aTemplate({ groups: ['group:legal'] });
      await templates.create(first);
      const second = nextRevision(first, { title: 'Other', body: 'b', type: 'directive', groups: [] });

      await templates.revise(first, second);

      expect(await templates.find(first.id)).toEqual(second);
      expect(await templates.ownedBy(first.owner)).toEqual([second]);
      expect((await templates.shared()).map(({ id }) => id)).not.toContain(first.id);
    });

    it('lets one of two revise it', async () => {
      const templates = await given();
      const first = aTemplate();
      await templates.create(first);
      const revised = (title: string) => nextRevision(first, { ...first, title });
      await templates.revise(first, revised('a'));

      await expect(templates.revise(first, revised('b'))).rejects.toMatchObject({ code: 'ChangedMeanwhile' });

      expect(await templates.find(first.id)).toMatchObject({ title: 'a', revision: 2 });
    });

    it('finds a retired one nowhere', async () => {
      const templates = await given();
      const template = aTemplate({ groups: ['lisa:public'] });
      await templates.create(template);

      await templates.retire(template);

      expect(await templates.find(template.id)).toBeUndefined();
      expect(await templates.ownedBy(template.owner)).toEqual([]);
      expect((await templates.shared()).map(({ id }) => id)).not.toContain(template.id);
      await expect(templates.retire(template)).rejects.toMatchObject({ code: 'ChangedMeanwhile' });
    });
  });
}

/** What every implementation of `Models` promises. */
export function knowsModels(name: string, given: () => Promise<Models>, mint: () => string): void {
  const published = (modelId: string, uid: string, version: number) => {
    const model = PublishedModel.parse({ ...ModelReady.example, modelId, uid, version });
    return { modelId, uid, version, model };
  };

  describe(`knowing models in ${name}`, () => {
    it('keeps the newest of what it hears, in any order', async () => {
      const models = await given();
      const [old, young] = [mint(), mint()];
      const modelId = `m-${old}`;
      const news = [published(modelId, old, 9), published(modelId, young, 2), published(modelId, young, 1)];
      expect(await models.find(modelId)).toBeUndefined();

      for (const each of news) await models.learn(each);

      expect(await models.find(modelId)).toEqual(published(modelId, young, 2));
    });

    it('forgets a retired one, whatever comes late', async () => {
      const models = await given();
      const uid = mint();
      const modelId = `m-${uid}`;
      await models.learn(published(modelId, uid, 1));

      await models.learn({ modelId, uid, version: 3 });
      await models.learn(published(modelId, uid, 2));

      expect((await models.find(modelId))?.model).toBeUndefined();
    });
  });
}

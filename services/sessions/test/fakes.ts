import type { ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { Configuration } from '@lisa/contracts/vocabulary/configuration';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import type { UserPreferences } from '@lisa/contracts/vocabulary/preferences';
import { Failure } from '@lisa/kit/failure';
import type { Fact } from '@lisa/kit/events/fact';
import { countedIds } from '@lisa/testing/counted-ids';
import { inMemoryOutbox, type InMemoryOutbox } from '@lisa/testing/in-memory-outbox';
import { manualClock, type ManualClock } from '@lisa/testing/manual-clock';
import { stored } from '@lisa/testing/stored';
import type { Knowledge } from '../src/domain/selected-model.ts';
import type {
  Configurations,
  Media,
  Models,
  Ports,
  PreferencesStore,
  PromptTemplates,
  Summaries,
} from '../src/ports.ts';
import { inMemoryConversations, type KeptConversations } from './fake-conversations.ts';

export interface InMemoryPorts extends Ports {
  readonly clock: ManualClock;
  /** Every fact that was committed, in order. */
  readonly facts: readonly Fact[];
  readonly kept: KeptConversations;
  /** Content types of kept images by key. */
  readonly images: Map<string, string>;
  /** What models were asked to summarise. */
  readonly prompts: { readonly transcript: string; readonly modelId: string; readonly credentials: object }[];
}

/** Ports that keep their promises in memory. */
export function inMemoryPorts(): InMemoryPorts {
  const clock = manualClock();
  const outbox = inMemoryOutbox(clock, countedIds(500_000));
  const { conversations, kept } = inMemoryConversations(outbox, clock);
  const images = new Map<string, string>();
  const prompts: InMemoryPorts['prompts'] = [];
  return {
    conversations,
    kept,
    contentKeys: { create: async (owner, sessionId) => `key of ${owner} for ${sessionId}` },
    media: inMemoryMedia(images),
    images,
    configurations: inMemoryConfigurations(outbox),
    preferences: inMemoryPreferences(),
    promptTemplates: inMemoryPromptTemplates(),
    models: inMemoryModels(),
    summaries: inMemorySummaries(prompts),
    prompts,
    unpublished: outbox,
    backOff: async () => {},
    clock,
    ids: countedIds(),
    facts: outbox.facts,
  };
}

/** The version after the defaults, with these features. */
export const aConfiguration = (features: Record<string, boolean> = {}, versionId = 1): ConfigurationVersion => ({
  versionId,
  configScope: 'global',
  configuration: Configuration.parse({ enabledComponents: features }),
  changedBy: 'jo',
  changeReason: '',
  createdAt: '1795269600',
  created_at: '1795269600',
});

const inMemoryMedia = (images: Map<string, string>): Media => ({
  keep: async (key, _, contentType) => void images.set(key, contentType),
  uploadAddress: async (key, contentType, contentLength) =>
    `https://media.example.com/${key}?put=${contentType}&length=${contentLength}`,
  address: async (key) => `https://media.example.com/${key}?signed`,
  async removeBelow(prefix) {
    for (const key of images.keys()) if (key.startsWith(prefix)) images.delete(key);
  },
});

function inMemoryConfigurations(outbox: InMemoryOutbox): Configurations {
  const saved = new Map<string, ConfigurationVersion[]>();
  const versions = async (scope: string) => stored(saved.get(scope) ?? []);
  return {
    versions,
    current: async (scope) => (await versions(scope))[0],
    save: async (version, ...facts) =>
      outbox.transact(facts, () => {
        const { configScope, versionId } = version;
        const earlier = saved.get(configScope) ?? [];
        if (versionId <= (earlier[0]?.versionId ?? 0)) throw new Failure('ConfigurationExists', { versionId });
        saved.set(configScope, [stored(version), ...earlier]);
      }),
    sayAgain: async (...facts) => outbox.transact(facts, () => {}),
  };
}

function inMemoryPreferences(): PreferencesStore {
  const saved = new Map<string, UserPreferences>();
  return {
    of: async (username) => stored(saved.get(username)),
    save: async (preferences) => void saved.set(preferences.user, stored(preferences)),
  };
}

/** A model that counts what it summarised. */
const inMemorySummaries = (prompts: InMemoryPorts['prompts']): Summaries => ({
  async of({ transcript }, modelId, credentials) {
    const number = prompts.push({ transcript, modelId, credentials });
    return { text: `Summary ${number}`, usage: { promptTokens: 100, completionTokens: 10, totalTokens: 110 } };
  },
});

function inMemoryModels(): Models {
  const known = new Map<string, Knowledge>();
  const isNewer = ({ uid, version }: Knowledge, than: Knowledge | undefined) =>
    !than || uid > than.uid || (uid === than.uid && version > than.version);
  return {
    find: async (modelId) => stored(known.get(modelId)),
    learn: async (knowledge) => {
      if (isNewer(knowledge, known.get(knowledge.modelId))) known.set(knowledge.modelId, stored(knowledge));
    },
  };
}

function inMemoryPromptTemplates(): PromptTemplates {
  const revisions = new Map<string, PromptTemplate[]>();
  const latest = (id: string) => revisions.get(id)?.at(-1);
  const all = () => [...revisions.keys()].flatMap((id) => (latest(id)?.latest ? [stored(latest(id)!)] : []));
  const add = async (template: PromptTemplate) => {
    if ((latest(template.id)?.revision ?? 0) + 1 !== template.revision) throw new Failure('ChangedMeanwhile');
    revisions.set(template.id, [...(revisions.get(template.id) ?? []), stored(template)]);
  };
  return {
    find: async (id) => all().find((template) => template.id === id),
    ownedBy: async (username) => all().filter(({ owner }) => owner === username),
    shared: async () => all().filter(({ groups }) => groups.length > 0),
    create: add,
    revise: async (_, next) => add(next),
    retire: (template) => add({ ...template, revision: template.revision + 1, latest: false }),
  };
}

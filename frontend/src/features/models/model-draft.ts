import type { createModel } from '@lisa/contracts/api/models.routes';
import type { Input } from '../../platform/api.ts';
import { emptyHosting, hostingRequestOf, type HostingDraft } from './hosting/hosting-draft.ts';

/** The form as somebody fills it. */
export interface ModelDraft {
  readonly origin: 'address' | 'provider' | 'hosted';
  readonly modelId: string;
  /** For a self-hosted model the folder of its weights. */
  readonly modelName: string;
  readonly modelUrl: string;
  readonly apiKey: string;
  readonly modelType: 'textgen' | 'imagegen' | 'videogen' | 'embedding';
  readonly modelDescription: string;
  readonly streaming: boolean;
  readonly features: readonly string[];
  readonly groups: string;
  readonly hosting: HostingDraft;
}

export const emptyDraft: ModelDraft = {
  origin: 'address',
  modelId: '',
  modelName: '',
  modelUrl: '',
  apiKey: '',
  modelType: 'textgen',
  modelDescription: '',
  streaming: true,
  features: [],
  groups: '',
  hosting: emptyHosting,
};

export type CreateModelBody = Input<typeof createModel>['body'];

/** At an address one says what the address calls the model; the prefix tells LISA which language is spoken there. */
const nameOf = ({ origin, modelName }: ModelDraft): string => {
  const name = modelName.trim();
  return origin === 'address' && name !== '' && !name.startsWith('openai/') ? `openai/${name}` : name;
};

/** Names between commas. */
export const groupsIn = (text: string): string[] =>
  text
    .split(',')
    .map((group) => group.trim())
    .filter(Boolean);

/** A field only where something was filled in. */
const given = <K extends string>(name: K, text: string) =>
  (text.trim() ? { [name]: text.trim() } : {}) as { [P in K]?: string };

/** How a model that runs elsewhere is reached. */
const reachedBy = (draft: ModelDraft) => ({
  ...(draft.origin === 'address' && { route: 'direct' as const }),
  ...given('modelUrl', draft.modelUrl),
  ...given('apiKey', draft.apiKey),
});

/** The request that a draft asks for. */
export const requestOf = (draft: ModelDraft): CreateModelBody => ({
  modelId: draft.modelId.trim(),
  modelName: nameOf(draft),
  modelType: draft.modelType,
  ...given('modelDescription', draft.modelDescription),
  streaming: draft.streaming && draft.modelType === 'textgen',
  features: draft.features.map((name) => ({ name, overview: '' })),
  allowedGroups: groupsIn(draft.groups),
  ...(draft.origin === 'hosted' ? hostingRequestOf(draft.hosting) : reachedBy(draft)),
});

import type { createModel } from '@lisa/contracts/api/models.routes';
import type { Input } from '../../platform/api.ts';

/** The form as somebody fills it. */
export interface ModelDraft {
  readonly origin: 'address' | 'provider';
  readonly modelId: string;
  readonly modelName: string;
  readonly modelUrl: string;
  readonly apiKey: string;
  readonly modelType: 'textgen' | 'imagegen' | 'videogen' | 'embedding';
  readonly modelDescription: string;
  readonly streaming: boolean;
  readonly features: readonly string[];
  readonly groups: string;
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
};

type CreateModelRequest = Input<typeof createModel>['body'];

const orNull = (text: string): string | null => text.trim() || null;

/** At an address one says what the address calls the model; the prefix tells LISA which language is spoken there. */
const nameOf = ({ origin, modelName }: ModelDraft): string => {
  const name = modelName.trim();
  return origin === 'address' && name !== '' && !name.startsWith('openai/') ? `openai/${name}` : name;
};

/** The request that a draft asks for. */
export const requestOf = (draft: ModelDraft): CreateModelRequest => ({
  modelId: draft.modelId.trim(),
  modelName: nameOf(draft),
  modelType: draft.modelType,
  modelDescription: orNull(draft.modelDescription),
  modelUrl: orNull(draft.modelUrl),
  streaming: draft.streaming && draft.modelType === 'textgen',
  features: draft.features.map((name) => ({ name, overview: '' })),
  allowedGroups: draft.groups
    .split(',')
    .map((group) => group.trim())
    .filter(Boolean),
  apiKey: orNull(draft.apiKey),
  ...(draft.origin === 'address' && { route: 'direct' as const }),
});

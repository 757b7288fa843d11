import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { selfHosted } from '@lisa/contracts/api/models/examples';

const accepted = 1795276800000;

/** A provider's model in service; name what matters. */
export const aModel = (fields: Partial<LisaModel> = {}): LisaModel => ({
  modelId: 'demo',
  modelName: 'openai/demo',
  modelType: 'textgen',
  modelUrl: 'https://models.example.com/v1',
  modelDescription: null,
  streaming: true,
  features: [],
  allowedGroups: [],
  hostingType: 'third_party',
  status: 'InService',
  contextWindow: null,
  steps: [
    { name: 'requested', at: accepted },
    { name: 'routed', at: accepted + 1200 },
  ],
  last_modified_date: accepted + 1200,
  ...fields,
});

/** A model on GPUs of one's own, in service; name what matters. */
export const aHostedModel = (fields: Partial<LisaModel> = {}): LisaModel => ({
  ...aModel(),
  ...selfHosted,
  modelUrl: null,
  features: [],
  allowedGroups: [],
  contextWindow: 8192,
  steps: [
    { name: 'requested', at: accepted },
    { name: 'stack', at: accepted + 185_000 },
    { name: 'probe', at: accepted + 186_400 },
    { name: 'routed', at: accepted + 187_000 },
  ],
  ...fields,
});

/** The same while its stack is made. */
export const aModelOnItsWay = (fields: Partial<LisaModel> = {}): LisaModel =>
  aHostedModel({
    status: 'Creating',
    steps: [{ name: 'requested', at: accepted }, { name: 'stack' }, { name: 'probe' }, { name: 'routed' }],
    ...fields,
  });

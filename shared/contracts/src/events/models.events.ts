import * as z from 'zod';
import { ModelId, Uid } from '../vocabulary/ids.ts';
import { Desired } from '../vocabulary/lifecycle.ts';
import { PublishedModel } from '../vocabulary/model.ts';
import { defineEvent } from './define-event.ts';

const owner = 'models';
const uid = '01ky3m7r9t4v2c8q5h3n6w0e1z';

const published: PublishedModel = {
  modelId: 'demo',
  uid,
  version: 2,
  ready: true,
  status: 'Creating',
  modelName: 'openai/demo',
  modelType: 'textgen',
  hostingType: 'third_party',
  streaming: true,
  features: [],
  allowedGroups: [],
  createdAt: 1795276800000,
  target: { via: 'direct', model: 'demo', baseUrl: 'https://models.example.com/v1' },
};

export const ModelRequested = defineEvent({
  name: 'ModelRequested',
  owner,
  version: 1,
  summary: 'A create, update, start, stop or delete of a model was accepted; the owner starts its workflow on it.',
  data: z.object({ modelId: ModelId, uid: Uid, generation: z.int().positive(), desired: Desired }),
  example: { modelId: 'demo', uid, generation: 1, desired: 'running' },
});

export const ModelReady = defineEvent({
  name: 'ModelReady',
  owner,
  version: 1,
  summary: 'A model answers and may be routed.',
  data: PublishedModel,
  example: published,
});

export const ModelChanged = defineEvent({
  name: 'ModelChanged',
  owner,
  version: 1,
  summary: 'What others may know of a model changed, or is published again.',
  data: PublishedModel,
  example: { ...published, version: 3, status: 'InService' },
});

export const ModelStopped = defineEvent({
  name: 'ModelStopped',
  owner,
  version: 1,
  summary: 'A model takes no more requests: it stops or leaves.',
  data: PublishedModel,
  example: { ...published, version: 4, ready: false, status: 'Deleting' },
});

export const ModelFailed = defineEvent({
  name: 'ModelFailed',
  owner,
  version: 1,
  summary: 'A model could not be brought where it was wanted.',
  data: PublishedModel.extend({
    reason: z.string().min(1).describe('The first cause, in words an operator can act on'),
  }),
  example: { ...published, version: 2, ready: false, status: 'Failed', reason: 'The stack was rolled back' },
});

export const ModelRetired = defineEvent({
  name: 'ModelRetired',
  owner,
  version: 1,
  summary: 'A model and everything it owned are gone; its name is free.',
  data: z.object({ modelId: ModelId, uid: Uid, version: z.int().positive() }),
  example: { modelId: 'demo', uid, version: 6 },
});

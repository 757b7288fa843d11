import * as z from 'zod';
import { ModelId, Uid } from '../vocabulary/ids.ts';
import { defineEvent } from './define-event.ts';

const owner = 'serve-router';
const routedModel = z.object({
  modelId: ModelId,
  uid: Uid,
  modelVersion: z.int().positive().describe('Version of the published model that is served, or no longer served'),
});
const example = { modelId: 'demo', uid: '01ky3m7r9t4v2c8q5h3n6w0e1z', modelVersion: 2 };

export const ModelRouted = defineEvent({
  name: 'ModelRouted',
  owner,
  version: 1,
  summary: 'Every live router task serves this version of the model.',
  data: routedModel,
  example,
});

export const ModelUnrouted = defineEvent({
  name: 'ModelUnrouted',
  owner,
  version: 1,
  summary: 'No live router task serves the model any more.',
  data: routedModel,
  example,
});

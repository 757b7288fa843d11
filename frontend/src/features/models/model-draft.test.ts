import { createModel } from '@lisa/contracts/api/models.routes';
import { testConnection } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import { describe, expect, it } from '@jest/globals';
import { connectionTestOf } from './connection-test.ts';
import { emptyDraft, requestOf } from './model-draft.ts';

const filled = { ...emptyDraft, modelId: ' poet ', modelName: 'llama-4', modelUrl: 'https://models.example.com/v1' };

describe('asking for the model that was filled in', () => {
  it('sends what the route takes', () => {
    expect(createModel.body.parse(requestOf(filled))).toMatchObject({
      modelId: 'poet',
      modelName: 'openai/llama-4',
      route: 'direct',
      streaming: true,
      allowedGroups: [],
    });
  });

  it("takes a provider's name as it is and leaves the way to the platform", () => {
    const request = requestOf({ ...filled, origin: 'provider', modelName: 'bedrock/claude', modelUrl: '' });

    expect(request.modelName).toBe('bedrock/claude');
    expect(request).not.toHaveProperty('route');
    expect(request).not.toHaveProperty('modelUrl');
  });

  it('does not ask embeddings to stream', () => {
    expect(requestOf({ ...filled, modelType: 'embedding' }).streaming).toBe(false);
  });

  it('reads groups between commas', () => {
    expect(requestOf({ ...filled, groups: ' a, ,b ' }).allowedGroups).toEqual(['a', 'b']);
  });
});

describe('testing the connection of the model that was filled in', () => {
  it('sends what says how it is reached, and nothing else', () => {
    const wanted = connectionTestOf({ ...filled, apiKey: 'k', groups: 'research', modelDescription: 'Poems' });

    expect(wanted && testConnection.body.parse(wanted)).toEqual({
      modelName: 'openai/llama-4',
      modelType: 'textgen',
      modelUrl: 'https://models.example.com/v1',
      hostingType: 'third_party',
      route: 'direct',
      streaming: true,
      apiKey: 'k',
    });
  });

  it('is not offered for what would cost money', () => {
    expect(connectionTestOf({ ...filled, modelType: 'imagegen' })).toBeUndefined();
  });
});

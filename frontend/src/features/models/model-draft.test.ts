import { createModel } from '@lisa/contracts/api/models.routes';
import { describe, expect, it } from '@jest/globals';
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

    expect(request).toMatchObject({ modelName: 'bedrock/claude', modelUrl: null });
    expect(request).not.toHaveProperty('route');
  });

  it('does not ask embeddings to stream', () => {
    expect(requestOf({ ...filled, modelType: 'embedding' }).streaming).toBe(false);
  });

  it('reads groups between commas', () => {
    expect(requestOf({ ...filled, groups: ' a, ,b ' }).allowedGroups).toEqual(['a', 'b']);
  });
});

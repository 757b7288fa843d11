import { describe, expect, it } from '@jest/globals';
import { CreateModelRequest } from './models.routes.ts';

const least = { modelId: 'demo', modelName: 'openai/demo', modelType: 'textgen' };
const refused = (request: object) =>
  CreateModelRequest.safeParse(request).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('asking for a model', () => {
  it('needs a name, what the provider calls it, and a type', () => {
    expect(CreateModelRequest.parse(least)).toMatchObject({ ...least, streaming: false, hostingType: 'third_party' });
    expect(refused({})).toHaveLength(3);
  });

  it("ignores fields of LISA's clients that we do not know, and takes null for absent", () => {
    const request = {
      ...least,
      autoScalingConfig: {},
      guardrailsConfig: null,
      modelUrl: null,
      features: null,
      apiKey: null,
    };

    expect(CreateModelRequest.parse(request)).not.toHaveProperty('autoScalingConfig');
  });

  it.each([
    [{ modelType: 'embedding', streaming: true }, 'streaming: an embedding model cannot stream'],
    [{ hostingType: 'internal_hosted' }, 'modelUrl: is required for internal_hosted'],
    [{ route: 'direct' }, 'modelUrl: is required for the direct route'],
  ])('refuses %j and says why', (fields, words) => {
    expect(refused({ ...least, ...fields })).toEqual([words]);
  });

  it.each(['ftp://x', 'javascript:alert(1)', 'x', 'file:///etc/passwd'])('refuses the address %s', (modelUrl) => {
    expect(refused({ ...least, modelUrl })).toHaveLength(1);
  });
});

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
    const absent = { modelUrl: null, features: null, apiKey: null, autoScalingConfig: null, containerConfig: null };

    expect(CreateModelRequest.parse({ ...least, ...absent, guardrailsConfig: {} })).not.toHaveProperty(
      'guardrailsConfig',
    );
  });

  it.each(['instanceType', 'inferenceContainer', 'containerConfig', 'autoScalingConfig', 'loadBalancerConfig'])(
    'refuses %s by name, because ignoring it would quietly make another kind of model',
    (field) => {
      const words = `${field}: self-hosted models are not offered by this deployment`;

      expect(refused({ ...least, [field]: {} })).toEqual([words]);
    },
  );

  it.each([
    [{ modelType: 'embedding', streaming: true }, 'streaming: an embedding model cannot stream'],
    [{ hostingType: 'internal_hosted' }, 'modelUrl: is required for internal_hosted'],
    [{ route: 'direct' }, 'modelUrl: is required for the direct route'],
  ])('refuses %j and says why', (fields, words) => {
    expect(refused({ ...least, ...fields })).toEqual([words]);
  });

  it('refuses what is too large to travel in an event', () => {
    const features = (count: number) => Array.from({ length: count }, () => ({ name: 'x', overview: 'ü'.repeat(500) }));

    expect(refused({ ...least, features: features(30) })).toBeUndefined();
    expect(refused({ ...least, features: features(40) })).toEqual([': is larger than 32768 bytes']);
  });

  it.each(['ftp://x', 'javascript:alert(1)', 'x', 'file:///etc/passwd'])('refuses the address %s', (modelUrl) => {
    expect(refused({ ...least, modelUrl })).toHaveLength(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { aHostedModel } from '../../test/fakes.ts';
import { modelBlueprints } from './model-blueprints.ts';

const blueprints = modelBlueprints({
  stage: 'dev',
  amiId: 'ami-1',
  images: { vllm: 'lisa/vllm@1', sglang: 'lisa/sglang@1', tei: 'lisa/tei@1', tgi: 'lisa/tgi@1' },
  parameters: { VpcId: 'vpc-1' },
});
const { spec } = aHostedModel();

describe('choosing what a model starts from', () => {
  it('is the release’s image of its server, unless another one is named', () => {
    const image = { baseImage: 'mine:1', type: 'ecr' };
    const containerConfig = { ...spec.containerConfig!, image };

    expect(blueprints.originOf({ ...spec, inferenceContainer: 'tei' })).toEqual({
      image: 'lisa/tei@1',
      amiId: 'ami-1',
    });
    expect(blueprints.originOf({ ...spec, containerConfig }).image).toBe('mine:1');
  });
});

describe('drawing the stack of a model', () => {
  it('gives the same bytes for the same model, and what the platform lends', () => {
    const drawn = blueprints.of(aHostedModel());

    expect(drawn).toEqual(blueprints.of(aHostedModel()));
    expect(drawn.parameters).toEqual({ VpcId: 'vpc-1' });
    expect(drawn.template).toContain('lisa/vllm:test');
  });
});

import { describe, expect, it } from '@jest/globals';
import { targetOf } from './model-target.ts';

const hostingType = 'third_party';

describe('choosing how the router reaches a model', () => {
  it('goes directly to an OpenAI-compatible address', () => {
    expect(targetOf({ modelName: 'openai/demo', modelUrl: 'https://x.example/v1/', hostingType })).toEqual({
      via: 'direct',
      model: 'demo',
      baseUrl: 'https://x.example/v1',
    });
  });

  it('goes through LiteLLM for a provider', () => {
    expect(targetOf({ modelName: 'bedrock/nova', hostingType }, 'arn:secret')).toEqual({
      via: 'litellm',
      model: 'bedrock/nova',
      secretArn: 'arn:secret',
    });
    expect(targetOf({ modelName: 'hosted_vllm/demo', modelUrl: 'http://x/v1', hostingType }).via).toBe('litellm');
  });

  it('goes through LiteLLM to OpenAI itself, which has no address of its own', () => {
    expect(targetOf({ modelName: 'openai/gpt-5', hostingType })).toEqual({ via: 'litellm', model: 'openai/gpt-5' });
    expect(targetOf({ modelName: 'gpt-5', hostingType })).toEqual({ via: 'litellm', model: 'openai/gpt-5' });
  });

  it('adds /v1 to an internal endpoint once', () => {
    const internal = { modelName: 'mistral', hostingType: 'internal_hosted' } as const;
    expect(targetOf({ ...internal, modelUrl: 'http://a.elb.amazonaws.com' }).baseUrl).toBe(
      'http://a.elb.amazonaws.com/v1',
    );
    expect(targetOf({ ...internal, modelUrl: 'http://a.elb.amazonaws.com/v1/' }).baseUrl).toBe(
      'http://a.elb.amazonaws.com/v1',
    );
  });

  it('goes directly to a model of our own, under the name of its folder; its stack knows the address', () => {
    const own = { modelName: 'openai/gpt-oss-20b', hostingType: 'lisa_hosted' } as const;
    expect(targetOf({ ...own, modelUrl: 'http://elsewhere/v1' })).toEqual({
      via: 'direct',
      model: 'openai/gpt-oss-20b',
    });
    expect(targetOf({ ...own, route: 'litellm' })).toEqual({ via: 'litellm', model: 'openai/openai/gpt-oss-20b' });
  });

  it('does as it is told when the route is named', () => {
    expect(targetOf({ modelName: 'openai/demo', modelUrl: 'http://x/v1', hostingType, route: 'litellm' })).toEqual({
      via: 'litellm',
      model: 'openai/demo',
      baseUrl: 'http://x/v1',
    });
    expect(targetOf({ modelName: 'org/demo', modelUrl: 'http://x/v1', hostingType, route: 'direct' }).model).toBe(
      'org/demo',
    );
  });
});

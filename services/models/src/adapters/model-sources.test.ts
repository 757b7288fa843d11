import { describe, expect, it } from '@jest/globals';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { S3Client } from '@aws-sdk/client-s3';
import { aHostedModel, aModel } from '../../test/fakes.ts';
import { modelSources } from './model-sources.ts';

const registry = '123456789012.dkr.ecr.us-gov-west-1.amazonaws.com';
const withImage = (image: string) => aHostedModel({ origin: { image, amiId: 'ami-1' } });

/** A bucket with this many objects under any prefix, and a registry that answers with this error, if any. */
function sourcesIn(objects: number, error?: string) {
  const asked: object[] = [];
  const s3 = { send: async () => ({ KeyCount: objects }) };
  const ecr = {
    async send({ input }: { input: object }) {
      asked.push(input);
      if (error) throw Object.assign(new Error(error), { name: error });
    },
  };
  return { sources: modelSources(s3 as unknown as S3Client, ecr as unknown as ECRClient, 'weights'), asked };
}

describe('reading how many tokens weights were made for', () => {
  const sourcesWith = (config: string) => {
    const s3 = { send: async () => ({ Body: { transformToString: async () => config } }) };
    return modelSources(s3 as unknown as S3Client, {} as ECRClient, 'weights');
  };

  it.each([
    ['{"max_position_embeddings":32768}', 32_768],
    ['{"text_config":{"max_position_embeddings":8192}}', 8192],
    ['{"hidden_size":4096}', undefined],
  ])('finds in %s: %s', async (config, tokens) => {
    expect(await sourcesWith(config).contextWindow('org/model')).toBe(tokens);
  });
});

describe('looking for what a model is made from', () => {
  it('finds weights and image', async () => {
    const { sources, asked } = sourcesIn(1);

    expect(await sources.missing(withImage(`${registry}/lisa/vllm@sha256:ab`))).toBeUndefined();
    expect(asked).toEqual([
      { registryId: '123456789012', repositoryName: 'lisa/vllm', imageIds: [{ imageDigest: 'sha256:ab' }] },
    ]);
  });

  it('names the folder that holds no weights', async () => {
    const { modelName } = aHostedModel().spec;

    expect(await sourcesIn(0).sources.missing(aHostedModel())).toBe(
      `Weights missing: s3://weights/${modelName}/ holds no object`,
    );
  });

  it('names the image that is not in its registry', async () => {
    const { sources } = sourcesIn(1, 'ImageNotFoundException');

    expect(await sources.missing(withImage(`${registry}/lisa/vllm:2`))).toBe(
      `Image missing: ${registry}/lisa/vllm:2 is not in its registry`,
    );
  });

  it.each([
    ['a registry it may not read', `${registry}/lisa/vllm:2`, 'AccessDeniedException'],
    ['another registry', 'ghcr.io/x/vllm:2', 'must not be asked'],
  ])('leaves an image of %s to ECS', async (_, image, error) => {
    expect(await sourcesIn(1, error).sources.missing(withImage(image))).toBeUndefined();
  });

  it('looks for nothing of a provider’s model', async () => {
    expect(await sourcesIn(0).sources.missing(aModel())).toBeUndefined();
  });
});

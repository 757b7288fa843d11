import { DescribeImagesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { isSelfHosted } from '../domain/model.ts';
import type { Sources } from '../ports.ts';
import * as z from 'zod';

/** `{account}.dkr.ecr.{region}.{domain}/{repository}:{tag}` or `@{digest}`. */
const inEcr = /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.[a-z0-9.-]+\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/;

/** Weights in the models bucket, and images where they are ours to look at; other registries answer when ECS asks them. */
export function modelSources(s3: S3Client, ecr: ECRClient, bucket: string): Sources {
  const missingWeights = async (modelName: string): Promise<string | undefined> => {
    const Prefix = `${modelName}/`;
    const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix, MaxKeys: 1 }));
    return KeyCount > 0 ? undefined : `Weights missing: s3://${bucket}/${Prefix} holds no object`;
  };

  const missingImage = async (image: string): Promise<string | undefined> => {
    const [, registryId, repositoryName, imageTag, imageDigest] = inEcr.exec(image) ?? [];
    if (!repositoryName) return undefined;
    const imageIds = [imageDigest ? { imageDigest } : { imageTag: imageTag ?? 'latest' }];
    try {
      await ecr.send(new DescribeImagesCommand({ registryId, repositoryName, imageIds }));
      return undefined;
    } catch (error) {
      const { name } = error as Error;
      return name === 'ImageNotFoundException' || name === 'RepositoryNotFoundException'
        ? `Image missing: ${image} is not in its registry`
        : undefined;
    }
  };

  return {
    contextWindow: (modelName) => contextWindowBeside(s3, bucket, modelName),

    async missing(model) {
      if (!isSelfHosted(model)) return undefined;
      return (await missingWeights(model.spec.modelName)) ?? (await missingImage(String(model.origin?.image)));
    },
  };
}

const length = z.int().positive().optional();
/** As Hugging Face writes it; models that see have the numbers of their language part one level deeper. */
const ModelConfig = z.object({
  max_position_embeddings: length,
  text_config: z.object({ max_position_embeddings: length }).optional(),
});

async function contextWindowBeside(s3: S3Client, Bucket: string, modelName: string): Promise<number | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: `${modelName}/config.json` }));
  const config = ModelConfig.parse(JSON.parse((await Body?.transformToString()) ?? '{}'));
  return config.max_position_embeddings ?? config.text_config?.max_position_embeddings;
}

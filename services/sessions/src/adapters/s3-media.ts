import {
  DeleteObjectsCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Media } from '../ports.ts';

const shownForSeconds = 3600;

export function s3Media(s3: S3Client, Bucket: string): Media {
  return {
    async keep(Key, Body, ContentType) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
    },

    address: (Key) => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: shownForSeconds }),

    async removeBelow(Prefix) {
      if (!Prefix.endsWith('/')) throw new Error(`${Prefix} is not a folder: it would reach into others`);
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
        const Objects = Contents.map(({ Key }) => ({ Key }));
        if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      }
    },
  };
}

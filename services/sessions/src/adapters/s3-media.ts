import {
  DeleteObjectsCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Media } from '../ports.ts';

const hour = 3600;
/** What an upload has to send as it was announced. */
const signableHeaders = new Set(['content-type', 'content-length']);

/** `s3` must not add checksums by itself: an upload's bytes are not known when its address is signed. */
export function s3Media(s3: S3Client, Bucket: string): Media {
  return {
    async keep(Key, Body, ContentType) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
    },

    uploadAddress(Key, ContentType, ContentLength) {
      const put = new PutObjectCommand({ Bucket, Key, ContentType, ContentLength });
      return getSignedUrl(s3, put, { expiresIn: hour, signableHeaders });
    },

    address: (Key) => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: hour }),

    async removeBelow(Prefix) {
      if (!Prefix.endsWith('/')) throw new Error(`${Prefix} is not a folder: it would reach into others`);
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
        const Objects = Contents.map(({ Key }) => ({ Key }));
        if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      }
    },
  };
}

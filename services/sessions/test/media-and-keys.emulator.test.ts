import { randomUUID } from 'node:crypto';
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emulatorFrom } from '@lisa/testing/emulator';
import { logLines } from '@lisa/testing/log-lines';
import { kmsContentKeys } from '../src/adapters/kms-content-keys.ts';
import { s3Media } from '../src/adapters/s3-media.ts';

const emulator = emulatorFrom(process.env);
const s3 = new S3Client({ ...emulator, requestChecksumCalculation: 'WHEN_REQUIRED' });
const kms = new KMSClient(emulator);
const bucket = `test-media-${randomUUID()}`;
const media = s3Media(s3, bucket);
const newKey = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata!.KeyId!;

beforeAll(async () => void (await s3.send(new CreateBucketCommand({ Bucket: bucket }))));
afterAll(async () => {
  await media.removeBelow('u/');
  s3.destroy();
  kms.destroy();
});

const keysIn = async () =>
  ((await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents ?? []).map(({ Key }) => Key);

describe('media in S3', () => {
  it('shows what is kept, by an address of its own', async () => {
    await media.keep('u/jo/images/s1/i.png', Buffer.from('pixels'), 'image/png');

    const shown = await fetch(await media.address('u/jo/images/s1/i.png'));

    expect([shown.status, shown.headers.get('content-type'), await shown.text()]).toEqual([200, 'image/png', 'pixels']);
  });

  it('takes an upload of the announced type', async () => {
    const key = 'u/jo/images/s1/large.png';
    const url = await media.uploadAddress(key, 'image/png', 6);

    const put = (contentType: string, body: string) =>
      fetch(url, { method: 'PUT', body, headers: { 'content-type': contentType } });

    expect((await put('image/png', 'pixels')).status).toBe(200);
    expect(await (await fetch(await media.address(key))).text()).toBe('pixels');
    expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
  });

  it('removes a folder, and not one whose name begins the same', async () => {
    for (const key of ['u/jo/images/a/1.png', 'u/jo/images/a/2.png', 'u/jo/images/ab/1.png'])
      await media.keep(key, Buffer.from('x'), 'image/png');

    await media.removeBelow('u/jo/images/a/');
    await media.removeBelow('u/nobody/');

    expect((await keysIn()).filter((key) => key?.includes('/images/a'))).toEqual(['u/jo/images/ab/1.png']);
    await expect(media.removeBelow('u/jo')).rejects.toThrow('is not a folder');
  });
});

describe('content keys of KMS', () => {
  it('open for the same person and conversation in another process', async () => {
    const id = await newKey();
    const first = kmsContentKeys(kms, id);
    const sealedKey = await first.create('jo', 's1');

    const opened = await kmsContentKeys(kms, id).open('jo', 's1', sealedKey);

    expect(opened).toHaveLength(32);
    expect(Buffer.from(opened)).toEqual(Buffer.from(await first.open('jo', 's1', sealedKey)));
    expect(await first.create('jo', 's1')).not.toBe(sealedKey);
  });

  it.each([
    ['another person', 'sam', 's1'],
    ['another conversation', 'jo', 's2'],
  ])('do not open for %s, and the cause is logged', async (_, owner, sessionId) => {
    const keys = kmsContentKeys(kms, await newKey());
    const sealedKey = await keys.create('jo', 's1');

    const lines = await logLines(() =>
      expect(keys.open(owner, sessionId, sealedKey)).rejects.toMatchObject({ code: 'ContentLocked', status: 503 }),
    );

    expect(lines).toMatchObject([{ level: 'ERROR', message: 'A content key cannot be used' }]);
  });

  it('are not made when the key is disabled', async () => {
    const id = await newKey();
    await kms.send(new DisableKeyCommand({ KeyId: id }));

    await logLines(() =>
      expect(kmsContentKeys(kms, id).create('jo', 's1')).rejects.toMatchObject({ code: 'ContentLocked' }),
    );
  });
});

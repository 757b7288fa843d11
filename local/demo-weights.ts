import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Place } from './settings.ts';
import { clientSettings } from './stack-values.ts';

/** The folder of the models bucket that holds weights for a self-hosted model of this machine. */
export const demoWeightsFolder = 'lisa/demo-model';

/** What a model's folder holds beside its weights, as far as the platform reads it. */
const config = { architectures: ['LisaDemoForCausalLM'], model_type: 'lisa-demo', max_position_embeddings: 32_768 };

/** Puts a folder of weights into the models bucket, so that a self-hosted model can be created at once. */
export async function putDemoWeights(
  place: Place,
  values: Readonly<Record<string, string>>,
  folder = demoWeightsFolder,
): Promise<void> {
  const Bucket = values['models/weights/bucket-name'];
  if (!Bucket) return; // a platform without the service that hosts models
  const s3 = new S3Client({ ...clientSettings(place), forcePathStyle: true });
  const put = (name: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key: `${folder}/${name}`, Body }));
  await put('config.json', `${JSON.stringify(config, null, 2)}\n`);
  await put('model.safetensors', 'The scripted demo model has no weights: this file stands where they would be.\n');
}

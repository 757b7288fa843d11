import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { startDemoModel } from './demo-model.ts';

const Settings = z.object({
  /** The task's address. */
  HOST: z.string(),
  /** Where the weights are, as images/model-server/start.sh knows it: a bucket and a folder in it. */
  S3_BUCKET_MODELS: z.string(),
  MODEL_NAME: z.string(),
  AWS_ENDPOINT_URL: z.string().optional(),
  /** For tests: take this long to load. */
  DEMO_MODEL_LOADS_MS: z.coerce.number().default(0),
  /** For tests: end with an error once the weights are loaded. */
  DEMO_MODEL_EXITS: z.stringbool().optional(),
  /** For tests: listen, but never be ready. */
  DEMO_MODEL_NEVER_HEALTHY: z.stringbool().optional(),
});

/** Counts the files of a folder; fails as start.sh does when there are none. */
async function findWeights(Bucket: string, folder: string, endpoint: string | undefined): Promise<number> {
  const source = `s3://${Bucket}/${folder}/`;
  const s3 = new S3Client({ forcePathStyle: true, ...(endpoint !== undefined && { endpoint }) });
  const { KeyCount = 0 } = await s3
    .send(new ListObjectsV2Command({ Bucket, Prefix: `${folder}/` }))
    .catch((error: Error) => Promise.reject(new Error(`Weights cannot be read: ${source} (${error.message})`)));
  if (KeyCount === 0) throw new Error(`Weights missing: ${source}`);
  return KeyCount;
}

/** What the arguments of the real model servers say that concerns a stand-in. */
function readArguments(args: readonly string[]): { readonly port: number; readonly servedName: string | undefined } {
  const options = { port: { type: 'string' }, 'served-model-name': { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true });
  const served = values['served-model-name'];
  return { port: Number(values.port ?? 8080), servedName: typeof served === 'string' ? served : undefined };
}

/** Plays a model server's container: it needs weights as the real one does, then serves the scripted demo model. */
async function main(): Promise<void> {
  const settings = Settings.parse(process.env);
  const { port, servedName } = readArguments(process.argv.slice(2));
  const files = await findWeights(settings.S3_BUCKET_MODELS, settings.MODEL_NAME, settings.AWS_ENDPOINT_URL);
  console.log(`Weights found: ${files} files`);
  await pause(settings.DEMO_MODEL_LOADS_MS);
  if (settings.DEMO_MODEL_EXITS) throw new Error('CUDA out of memory (the demo model was asked to say so and exit)');

  const { url, close } = await startDemoModel({
    host: settings.HOST,
    port,
    healthy: settings.DEMO_MODEL_NEVER_HEALTHY !== true,
    ...(servedName !== undefined && { servedName }),
  });
  console.log(`LISA's scripted demo model serves ${servedName ?? 'any name'} at ${url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

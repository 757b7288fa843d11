import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { env } from '@lisa/kit/env';
import * as z from 'zod';

const text = z.string().min(1);
const read = <S extends z.ZodRawShape>(shape: S) => env(process.env, z.object(shape));

/** What the translator of stack changes publishes to, and whose stacks it knows. */
export function stackStatusPorts() {
  const { BUS, STAGE } = read({ BUS: text, STAGE: text });
  return { bus: new EventBridgeClient({}), busName: BUS, stage: STAGE };
}

/** Where clients reach this platform, and whose pages may read its documents. */
export function docsSettings() {
  const { PUBLIC_URL, STAGE, CORS_ORIGINS } = read({ PUBLIC_URL: z.url(), STAGE: text, CORS_ORIGINS: text });
  return { publicUrl: PUBLIC_URL.replace(/\/$/, ''), stage: STAGE, corsOrigins: CORS_ORIGINS.split(',') };
}

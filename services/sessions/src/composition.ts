import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '@lisa/aws/clock';
import { documentClient } from '@lisa/aws/dynamo/document-client';
import { dynamoOutbox } from '@lisa/aws/dynamo/outbox';
import { ulids } from '@lisa/aws/ids';
import { relayPorts as busRelay } from '@lisa/aws/relay-ports';
import { Roles } from '@lisa/contracts/vocabulary/roles';
import { env } from '@lisa/kit/env';
import { sqsDeadLetters } from '@lisa/kit/events/dead-letters';
import { jsonSetting } from '@lisa/kit/json-setting';
import * as z from 'zod';
import { contentCipher } from './adapters/content-cipher.ts';
import { dynamoConversations } from './adapters/dynamo-conversations.ts';
import { dynamoModels } from './adapters/dynamo-models.ts';
import { dynamoPromptTemplates } from './adapters/dynamo-prompt-templates.ts';
import { dynamoConfigurations, dynamoPreferences } from './adapters/dynamo-settings.ts';
import { kmsContentKeys } from './adapters/kms-content-keys.ts';
import { routerSummaries } from './adapters/router-summaries.ts';
import { s3Media } from './adapters/s3-media.ts';
import type { Ports } from './ports.ts';

const text = z.string().min(1);
const read = <S extends z.ZodRawShape>(shape: S) => env(process.env, z.object(shape));
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Full jitter: at most a second, and soon at first. */
const backOff = (repetition: number) => pause(Math.random() * Math.min(1000, 15 * 2 ** repetition));

/** What every function's use cases work on. */
export function ports(): Ports {
  const settings = read({
    SESSIONS_TABLE: text,
    MESSAGES_TABLE: text,
    SETTINGS_TABLE: text,
    PROMPT_TEMPLATES_TABLE: text,
    OUTBOX_TABLE: text,
    MEDIA_BUCKET: text,
    CONTENT_KEY_ARN: text,
    SERVE_URL: z.url(),
  });
  const db = documentClient();
  const outbox = dynamoOutbox(db, settings.OUTBOX_TABLE, systemClock, ulids);
  const contentKeys = kmsContentKeys(new KMSClient({}), settings.CONTENT_KEY_ARN);
  const tables = { sessions: settings.SESSIONS_TABLE, messages: settings.MESSAGES_TABLE };
  return {
    conversations: dynamoConversations(db, tables, outbox, contentCipher(contentKeys.open), systemClock),
    contentKeys,
    media: s3Media(new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }), settings.MEDIA_BUCKET),
    configurations: dynamoConfigurations(db, settings.SETTINGS_TABLE, outbox),
    preferences: dynamoPreferences(db, settings.SETTINGS_TABLE),
    promptTemplates: dynamoPromptTemplates(db, settings.PROMPT_TEMPLATES_TABLE, outbox),
    models: dynamoModels(db, settings.SETTINGS_TABLE),
    summaries: routerSummaries(settings.SERVE_URL),
    unpublished: outbox,
    backOff,
    clock: systemClock,
    ids: ulids,
  };
}

/** Who is who, and whose pages may call. */
export function apiSettings() {
  const { AUTH_ROLES, CORS_ORIGINS } = read({ AUTH_ROLES: jsonSetting(Roles), CORS_ORIGINS: text });
  return { roles: AUTH_ROLES, corsOrigins: CORS_ORIGINS.split(',') };
}

/** What reactions write to. */
export const modelPorts = () => ({
  models: dynamoModels(documentClient(), read({ SETTINGS_TABLE: text }).SETTINGS_TABLE),
});

/** Where messages go that no retry can help. */
export const deadLetters = () =>
  sqsDeadLetters(new SQSClient({}), read({ REACTIONS_FAILED_URL: text }).REACTIONS_FAILED_URL);

/** What the relay publishes to, and the outbox it empties. */
export function relayPorts() {
  const { BUS, OUTBOX_TABLE } = read({ BUS: text, OUTBOX_TABLE: text });
  return busRelay(BUS, OUTBOX_TABLE);
}

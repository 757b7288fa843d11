import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
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
import { dynamoModels } from './adapters/dynamo-models.ts';
import { secretsManagerApiKeys } from './adapters/secrets-manager-api-keys.ts';
import { stepFunctionsWorkflows } from './adapters/step-functions-workflows.ts';
import type { Ports } from './ports.ts';

const text = z.string().min(1);
const read = <S extends z.ZodRawShape>(shape: S) => env(process.env, z.object(shape));

/** What every function's use cases work on. */
export function ports(): Ports {
  const settings = read({
    STAGE: text,
    MODELS_TABLE: text,
    OUTBOX_TABLE: text,
    CREATE_MODEL_ARN: text,
    DELETE_MODEL_ARN: text,
  });
  const db = documentClient();
  const outbox = dynamoOutbox(db, settings.OUTBOX_TABLE, systemClock, ulids);
  return {
    models: dynamoModels(db, settings.MODELS_TABLE, outbox, systemClock),
    apiKeys: secretsManagerApiKeys(new SecretsManagerClient({}), settings.STAGE, systemClock),
    workflows: stepFunctionsWorkflows(new SFNClient({}), {
      CreateModel: settings.CREATE_MODEL_ARN,
      DeleteModel: settings.DELETE_MODEL_ARN,
    }),
    unpublished: outbox,
    clock: systemClock,
    ids: ulids,
  };
}

/** Who is who, and whose pages may call. */
export function apiSettings() {
  const { AUTH_ROLES, CORS_ORIGINS } = read({ AUTH_ROLES: jsonSetting(Roles), CORS_ORIGINS: text });
  return { roles: AUTH_ROLES, corsOrigins: CORS_ORIGINS.split(',') };
}

/** Where messages go that no retry can help. */
export const deadLetters = () =>
  sqsDeadLetters(new SQSClient({}), read({ REACTIONS_FAILED_URL: text }).REACTIONS_FAILED_URL);

/** What the relay publishes to, and the outbox it empties. */
export function relayPorts() {
  const { BUS, OUTBOX_TABLE } = read({ BUS: text, OUTBOX_TABLE: text });
  return busRelay(BUS, OUTBOX_TABLE);
}

import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Roles } from '@lisa/contracts/vocabulary/roles';
import { JsonLines } from '@lisa/gateway/json-lines';
import { cachedVerifier, createTokenVerifier, parseIssuerSettings } from '@lisa/gateway/verify';
import { env } from '@lisa/kit/env';
import { jsonSetting } from '@lisa/kit/json-setting';
import * as z from 'zod';
import { dynamoLeases } from './adapters/dynamo-leases.ts';
import { dynamoRouteRows } from './adapters/dynamo-route-rows.ts';
import { litellmControl } from './adapters/litellm-control.ts';
import { secretsManager } from './adapters/secrets-manager.ts';
import type { TaskParts } from './task.ts';

const Settings = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  STAGE: z.string().min(1, 'names the stage'),
  ROUTES_TABLE: z.string().min(1, 'names the table of routes'),
  LEASES_TABLE: z.string().min(1, 'names the table of leases'),
  OIDC_SETTINGS: z.string().min(1, 'is the text of the SSM parameter with the issuer'),
  AUTH_ROLES: jsonSetting(Roles),
  LITELLM_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4001'),
  LITELLM_MASTER_KEY: z.string().min(1, 'is the key that LiteLLM accepts requests with'),
  LITELLM_CONTROL_KEY: z.string().min(1, 'is the key that LiteLLM accepts its model list with'),
  CORS_ORIGINS: z.string().default(''),
  AWS_REGION: z.string().min(1, 'names the region'),
  TASK_ID: z
    .string()
    .min(1)
    .default(() => randomUUID()),
  HTTP_PROXY: z.string().optional(),
  HTTPS_PROXY: z.string().optional(),
  NO_PROXY: z.string().optional(),
});

/** Reads the environment and builds what a router task runs on. Throws an error that names every wrong variable. */
export function composition(): TaskParts {
  const settings = env(process.env, Settings);
  const region = settings.AWS_REGION;
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ region }));
  const log = new JsonLines((text) => void writeSync(1, text));
  const origin = new URL(settings.LITELLM_URL).origin;
  const onRefreshFailed = (error: unknown) =>
    log.log('WARN', 'identity provider keys not refreshed', { error: String(error) });
  return {
    listen: { host: settings.HOST, port: settings.PORT },
    rows: dynamoRouteRows(dynamo, settings.ROUTES_TABLE),
    leases: dynamoLeases(dynamo, settings.LEASES_TABLE, settings.TASK_ID),
    secrets: secretsManager(new SecretsManagerClient({ region })),
    litellm: litellmControl(origin, settings.LITELLM_CONTROL_KEY),
    litellmSettings: { origin, masterKey: settings.LITELLM_MASTER_KEY },
    verifier: cachedVerifier(createTokenVerifier(parseIssuerSettings(settings.OIDC_SETTINGS), { onRefreshFailed }), {
      maxEntries: 10_000,
      maxSeconds: 60,
    }),
    roles: settings.AUTH_ROLES,
    corsOrigins: settings.CORS_ORIGINS.split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
    proxy: { httpProxy: settings.HTTP_PROXY, httpsProxy: settings.HTTPS_PROXY, noProxy: settings.NO_PROXY },
    log,
    facts: { stage: settings.STAGE, taskId: settings.TASK_ID },
  };
}

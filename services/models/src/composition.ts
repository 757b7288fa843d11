import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '@lisa/aws/clock';
import { documentClient } from '@lisa/aws/dynamo/document-client';
import { dynamoOutbox } from '@lisa/aws/dynamo/outbox';
import { ulids } from '@lisa/aws/ids';
import { relayPorts as busRelay } from '@lisa/aws/relay-ports';
import { cloudFormationStacks } from '@lisa/aws/stacks/cloudformation-stacks';
import { Roles } from '@lisa/contracts/vocabulary/roles';
import { env } from '@lisa/kit/env';
import { sqsDeadLetters } from '@lisa/kit/events/dead-letters';
import { jsonSetting } from '@lisa/kit/json-setting';
import * as z from 'zod';
import { dynamoModels } from './adapters/dynamo-models.ts';
import { ecsContainers } from './adapters/ecs-containers.ts';
import { lambdaDeployer } from './adapters/lambda-deployer.ts';
import { modelBlueprints, type BlueprintSettings } from './adapters/model-blueprints.ts';
import { modelSources } from './adapters/model-sources.ts';
import { openAiProbe } from './adapters/openai-probe.ts';
import { secretsManagerApiKeys } from './adapters/secrets-manager-api-keys.ts';
import { stepFunctionsWorkflows } from './adapters/step-functions-workflows.ts';
import type { Ports } from './ports.ts';

const text = z.string().min(1);
const read = <S extends z.ZodRawShape>(shape: S) => env(process.env, z.object(shape));

const storage = { MODELS_TABLE: text, OUTBOX_TABLE: text };
const workflows = { CREATE_MODEL_ARN: text, UPDATE_MODEL_ARN: text, DELETE_MODEL_ARN: text };

/** What every function's use cases work on. */
export function ports(): Ports {
  const settings = read({ STAGE: text, ...storage, ...workflows, WEIGHTS_BUCKET: text, DEPLOY_FUNCTION: text });
  const db = documentClient();
  const outbox = dynamoOutbox(db, settings.OUTBOX_TABLE, systemClock, ulids);
  const place = { stage: settings.STAGE, kind: 'model' } as const;
  const stacks = cloudFormationStacks(new CloudFormationClient({}), place, systemClock);
  return {
    models: dynamoModels(db, settings.MODELS_TABLE, outbox, systemClock),
    apiKeys: secretsManagerApiKeys(new SecretsManagerClient({}), settings.STAGE, systemClock),
    workflows: stepFunctionsWorkflows(new SFNClient({}), {
      CreateModel: settings.CREATE_MODEL_ARN,
      UpdateModel: settings.UPDATE_MODEL_ARN,
      DeleteModel: settings.DELETE_MODEL_ARN,
    }),
    stacks,
    blueprints: modelBlueprints(blueprintSettings()),
    containers: ecsContainers(new ECSClient({}), new CloudWatchLogsClient({}), stacks),
    sources: modelSources(new S3Client({}), new ECRClient({}), settings.WEIGHTS_BUCKET),
    probe: openAiProbe(),
    deployer: lambdaDeployer(new LambdaClient({}), settings.DEPLOY_FUNCTION),
    unpublished: outbox,
    clock: systemClock,
    ids: ulids,
  };
}

/** What this deployment makes models from. */
function blueprintSettings(): BlueprintSettings {
  const images = { IMAGE_VLLM: text, IMAGE_SGLANG: text, IMAGE_TEI: text, IMAGE_TGI: text };
  const lent = { VPC_ID: text, PRIVATE_SUBNET_IDS: text, MODEL_CLIENTS_GROUP: text, ROLES_BOUNDARY: text };
  const settings = read({ STAGE: text, GPU_AMI: text, WEIGHTS_BUCKET: text, ...images, ...lent });
  return {
    stage: settings.STAGE,
    amiId: settings.GPU_AMI,
    images: {
      vllm: settings.IMAGE_VLLM,
      sglang: settings.IMAGE_SGLANG,
      tei: settings.IMAGE_TEI,
      tgi: settings.IMAGE_TGI,
    },
    parameters: {
      VpcId: settings.VPC_ID,
      PrivateSubnetIds: settings.PRIVATE_SUBNET_IDS,
      ClientsSecurityGroupId: settings.MODEL_CLIENTS_GROUP,
      ModelsBucket: settings.WEIGHTS_BUCKET,
      RolesBoundary: settings.ROLES_BOUNDARY,
    },
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

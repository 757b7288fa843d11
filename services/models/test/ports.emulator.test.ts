import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { systemClock } from '@lisa/aws/clock';
import { dynamoOutbox } from '@lisa/aws/dynamo/outbox';
import { ulids } from '@lisa/aws/ids';
import { cloudFormationStacks } from '@lisa/aws/stacks/cloudformation-stacks';
import type { StackKeeper } from '@lisa/aws/stacks/stacks';
import { isMoving } from '@lisa/contracts/vocabulary/stack';
import { emulatorFrom } from '@lisa/testing/emulator';
import { temporaryStack, type TemporaryStack } from '@lisa/testing/temporary-stack';
import { temporaryTables } from '@lisa/testing/temporary-tables';
import { dynamoModels } from '../src/adapters/dynamo-models.ts';
import { secretsManagerApiKeys } from '../src/adapters/secrets-manager-api-keys.ts';
import { stepFunctionsWorkflows } from '../src/adapters/step-functions-workflows.ts';
import { keepsApiKeys } from './api-keys-suite.ts';
import { keepsModels } from './models-suite.ts';
import { keepsStacks } from './stacks-suite.ts';
import { startsWorkflows } from './workflows-suite.ts';

const emulator = emulatorFrom(process.env);
const tables = temporaryTables(emulator);
const secrets = new SecretsManagerClient(emulator);
const sfn = new SFNClient(emulator);
let models: string;
let outbox: string;
let machine: string;
let stack: TemporaryStack;

const aMachineThatWaits = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Definition: { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 600, End: true } } },
      },
    },
  },
  Outputs: { Machine: { Value: { Ref: 'Machine' } } },
};

beforeAll(async () => {
  models = await tables.create('models', 'kind', 'id');
  outbox = await tables.create('outbox', 'id');
  stack = await temporaryStack(emulator, aMachineThatWaits);
  machine = stack.outputs['Machine']!;
});
afterAll(async () => {
  await tables.remove();
  await stack.remove();
});

async function committed(uid: string): Promise<string[]> {
  const { Items = [] } = await tables.db.send(new ScanCommand({ TableName: outbox, ConsistentRead: true }));
  const rows = Items.filter(({ detail }) => String(detail).includes(uid)).sort((a, b) => (a['id'] < b['id'] ? -1 : 1));
  return rows.map(({ detailType }) => String(detailType));
}

async function read(SecretId: string): Promise<string | undefined> {
  const answer = await secrets.send(new GetSecretValueCommand({ SecretId })).catch((error: Error) => {
    if (error.name !== 'ResourceNotFoundException') throw error;
    return undefined;
  });
  return answer?.SecretString;
}

const end = async (name: string): Promise<void> => {
  const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${name}`;
  await sfn.send(new StopExecutionCommand({ executionArn }));
};

const outboxOf = () => dynamoOutbox(tables.db, outbox, systemClock, ulids);

keepsModels(
  'DynamoDB',
  async () => ({ models: dynamoModels(tables.db, models, outboxOf(), systemClock), committed }),
  ulids.uid,
);

keepsApiKeys(
  'Secrets Manager',
  async () => ({ apiKeys: secretsManagerApiKeys(secrets, `t${process.pid}`, systemClock), read }),
  ulids.uid,
);

startsWorkflows(
  'Step Functions',
  async () => ({
    workflows: stepFunctionsWorkflows(sfn, { CreateModel: machine, UpdateModel: machine, DeleteModel: machine }),
    end,
  }),
  ulids.uid,
);

const cloudFormation = new CloudFormationClient(emulator);
const aStackOf = (Service: object) => ({
  Resources: { Service },
  Outputs: { ModelEndpointUrl: { Value: 'http://model.example.com' } },
});
const LoadBalancerArn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/nobodys/0123456789abcdef';
const listenerOfNobody = { LoadBalancerArn, Port: 80, Protocol: 'HTTP', DefaultActions: [] };

async function settle(stacks: StackKeeper, uid: string): Promise<void> {
  for (let look = 0; look < 100; look++) {
    const stack = await stacks.find(uid);
    if (!stack || !(isMoving(stack) || stack.status === 'unclear')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

keepsStacks(
  'CloudFormation',
  async () => {
    const stacks = cloudFormationStacks(cloudFormation, { stage: `t${process.pid}`, kind: 'model' }, systemClock);
    return { stacks, settle: (uid) => settle(stacks, uid) };
  },
  ulids.uid,
  {
    template: (Value) => aStackOf({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } }),
    broken: aStackOf({ Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: listenerOfNobody }),
  },
);

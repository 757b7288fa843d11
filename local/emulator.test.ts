import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { ElasticLoadBalancingV2Client, DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator } from './emulator.ts';
import type { ImageCommands } from './engine/image-commands.ts';
import { webServiceStack } from './emulator.fixture.ts';
import { freePort, ownEmulator, type OwnEmulator } from './testing/own-emulator.ts';

let emulator: OwnEmulator;

/** A program that listens late and answers with what it was given. */
const WEB = `setTimeout(() => require('node:http').createServer(async (request, response) => {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_REGION: region, KEY: key } = process.env;
  const { RoleArn: role } = request.url === '/health' ? {} : await (await fetch(uri)).json();
  response.end(JSON.stringify({ key, region, role }));
}).listen(8080, process.env.HOST), 300)`;
const images: ImageCommands = { 'test/web': () => ({ file: process.execPath, args: ['-e', WEB] }) };

beforeAll(async () => {
  emulator = await ownEmulator(images);
});

afterAll(() => emulator.remove());

const deploy = async (name: string, template: object): Promise<Record<string, string>> => {
  const stacks = new CloudFormationClient(emulator.settings);
  const TemplateBody = JSON.stringify(template);
  await stacks.send(new CreateStackCommand({ StackName: name, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
  await waitUntilStackCreateComplete(
    { client: stacks, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { StackName: name },
  );
  const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: name }));
  return Object.fromEntries(
    Stacks?.[0]?.Outputs?.map((output) => [output.OutputKey, output.OutputValue]) ?? [],
  ) as Record<string, string>;
};

describe('a service behind a load balancer', () => {
  it('gets its secret and its role, and becomes a target when it is healthy', async () => {
    const { BalancerName, Role, SecretRef, TargetGroup } = await deploy('web', webServiceStack());
    expect(SecretRef).toMatch(/^arn:aws:secretsmanager:/);

    const balancers = new ElasticLoadBalancingV2Client(emulator.settings);
    const targets = async (): Promise<number> =>
      (await balancers.send(new DescribeTargetHealthCommand({ TargetGroupArn: TargetGroup }))).TargetHealthDescriptions
        ?.length ?? 0;
    while ((await targets()) === 0) await sleep(50);

    const answer = await fetch(`${emulator.settings.endpoint}/_alb/${BalancerName}/`);
    expect(await answer.json()).toEqual({
      key: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
      region: 'us-east-1',
      role: Role,
    });
  });
});

describe('starting again', () => {
  it('finds the state of last time', async () => {
    await new SSMClient(emulator.settings).send(
      new PutParameterCommand({ Name: '/kept', Value: 'yes', Type: 'String' }),
    );

    await emulator.stop();
    await emulator.start();

    const { Parameter } = await new SSMClient(emulator.settings).send(new GetParameterCommand({ Name: '/kept' }));
    expect(Parameter?.Value).toBe('yes');
  });
});

describe('a taken port', () => {
  it('is named, with what to do', async () => {
    const again = startEmulator({ ...emulator, engineSocket: '/nowhere.sock', log: () => {} });

    await expect(again).rejects.toThrow(
      `Port ${emulator.port} (AWS emulator) is taken (EADDRINUSE): stop what uses it, or choose another with --port`,
    );
  });
});

describe('a folder that cannot hold the state', () => {
  it('is named, with what to do', async () => {
    const start = startEmulator({
      home: '/dev/null',
      port: await freePort(),
      engineSocket: '/nowhere.sock',
      log: () => {},
    });

    await expect(start).rejects.toThrow(
      /The emulator cannot keep its state in \/dev\/null\/state \(.*\): make it yours, or start with --fresh/,
    );
  });
});

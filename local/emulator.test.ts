import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { ElasticLoadBalancingV2Client, DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator, type Emulator } from './emulator.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { subnetOf } from './engine/addresses.ts';
import type { ImageCommands } from './engine/image-commands.ts';
import { webServiceStack } from './emulator.fixture.ts';

const PATIENCE_MS = 120_000; // the first run installs the emulator
let home: string;
let port: number;
let engine: Engine;
let emulator: Emulator;

/** A program that listens late and answers with what it was given. */
const WEB = `setTimeout(() => require('node:http').createServer(async (request, response) => {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_REGION: region, KEY: key } = process.env;
  const { RoleArn: role } = request.url === '/health' ? {} : await (await fetch(uri)).json();
  response.end(JSON.stringify({ key, region, role }));
}).listen(8080, process.env.HOST), 300)`;
const images: ImageCommands = { 'test/web': () => ({ file: process.execPath, args: ['-e', WEB] }) };

const start = async (): Promise<void> => {
  const socket = join(home, 'engine.sock');
  engine = await createEngine({ socket, images, subnet: subnetOf(port), log: () => {}, logDir: join(home, 'logs') });
  emulator = await startEmulator({ home, port, engineSocket: socket, log: () => {} });
};

const stop = async (): Promise<void> => {
  await emulator.stop();
  await engine.close();
};

const settings = (): {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
} => ({
  endpoint: emulator.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return free;
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'emulator-'));
  port = await freePort();
  await start();
}, PATIENCE_MS);

afterAll(async () => {
  await stop();
  await rm(home, { recursive: true, force: true });
}, PATIENCE_MS);

const deploy = async (name: string, template: object): Promise<Record<string, string>> => {
  const stacks = new CloudFormationClient(settings());
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
  it(
    'gets its secret and its role, and becomes a target when it is healthy',
    async () => {
      const { BalancerName, Role, SecretRef, TargetGroup } = await deploy('web', webServiceStack());
      expect(SecretRef).toMatch(/^arn:aws:secretsmanager:/);

      const balancers = new ElasticLoadBalancingV2Client(settings());
      const targets = async (): Promise<number> =>
        (await balancers.send(new DescribeTargetHealthCommand({ TargetGroupArn: TargetGroup })))
          .TargetHealthDescriptions?.length ?? 0;
      while ((await targets()) === 0) await sleep(50);

      const answer = await fetch(`${emulator.endpoint}/_alb/${BalancerName}/`);
      expect(await answer.json()).toEqual({
        key: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
        region: 'us-east-1',
        role: Role,
      });
    },
    PATIENCE_MS,
  );
});

describe('starting again', () => {
  it(
    'finds the state of last time',
    async () => {
      await new SSMClient(settings()).send(new PutParameterCommand({ Name: '/kept', Value: 'yes', Type: 'String' }));

      await stop();
      await start();

      const { Parameter } = await new SSMClient(settings()).send(new GetParameterCommand({ Name: '/kept' }));
      expect(Parameter?.Value).toBe('yes');
    },
    PATIENCE_MS,
  );
});

describe('a taken port', () => {
  it('is named, with what to do', async () => {
    const again = startEmulator({ home, port, engineSocket: '/nowhere.sock', log: () => {} });

    await expect(again).rejects.toThrow(
      `Port ${port} (AWS emulator) is taken (EADDRINUSE): stop what uses it, or choose another with --port`,
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

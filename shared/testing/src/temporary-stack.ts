import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import type { EmulatorClientConfig } from './emulator.ts';

/** A stack of one test file in a real CloudFormation, with the outputs of its template. */
export interface TemporaryStack {
  readonly outputs: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

export async function temporaryStack(config: EmulatorClientConfig, template: object): Promise<TemporaryStack> {
  const client = new CloudFormationClient(config);
  const StackName = `test-${randomUUID()}`;
  const TemplateBody = JSON.stringify(template);
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 }, { StackName });
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  const outputs = Stacks[0]?.Outputs ?? [];
  return {
    outputs: Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    async remove() {
      await client.send(new DeleteStackCommand({ StackName }));
      client.destroy();
    },
  };
}

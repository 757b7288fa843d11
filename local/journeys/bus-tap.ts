import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Metadata } from '@lisa/contracts/events/envelope';
import { stage } from '../settings.ts';
import { clientSettings } from '../stack-values.ts';
import { place } from './running-platform.ts';

export interface Heard {
  readonly source: string;
  readonly name: string;
  readonly metadata: Metadata;
  readonly data: Record<string, unknown>;
}

export interface Tap {
  /** Everything heard so far, in order of arrival. */
  heard(): Promise<readonly Heard[]>;
  close(): Promise<void>;
}

const EventBusName = `lisa-${stage}`;

/** Listens to everything on the bus: a rule without a filter into a queue of its own. */
export async function tapBus(name: string): Promise<Tap> {
  const sqs = new SQSClient(clientSettings(place));
  const events = new EventBridgeClient(clientSettings(place));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `tap-${name}` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await events.send(
    new PutRuleCommand({ Name: name, EventBusName, EventPattern: JSON.stringify({ source: [{ prefix: 'lisa.' }] }) }),
  );
  await events.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName,
      Targets: [{ Id: 'tap', Arn: String(Attributes?.['QueueArn']) }],
    }),
  );
  const all: Heard[] = [];

  const drain = async (): Promise<void> => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      );
      if (Messages.length === 0) return;
      for (const { Body = '{}' } of Messages) {
        const { source, 'detail-type': detailType, detail } = JSON.parse(Body);
        all.push({ source, name: detailType, ...detail });
      }
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: String(ReceiptHandle),
      }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };

  return {
    async heard() {
      await drain();
      return all;
    },
    async close() {
      await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: ['tap'] }));
      await events.send(new DeleteRuleCommand({ Name: name, EventBusName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

/** Says something on the bus again, as a second delivery would. */
export async function sayAgain({ source, name, metadata, data }: Heard): Promise<void> {
  const events = new EventBridgeClient(clientSettings(place));
  const Detail = JSON.stringify({ metadata, data });
  await events.send(new PutEventsCommand({ Entries: [{ EventBusName, Source: source, DetailType: name, Detail }] }));
}

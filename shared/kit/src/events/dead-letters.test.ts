import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { logLines } from '@lisa/testing/log-lines';
import { sqsDeadLetters } from './dead-letters.ts';

describe('keeping a dead letter', () => {
  it('keeps the message as it came, and why, where EventBridge writes it too', async () => {
    const sent: unknown[] = [];
    const sqs = { send: async ({ input }: SendMessageCommand) => void sent.push(input) } as unknown as SQSClient;
    const message = { 'detail-type': 'OrderPaid', detail: {} };

    const lines = await logLines(() =>
      sqsDeadLetters(sqs, 'https://queue').keep(message, `poison: ${'x'.repeat(9000)}`),
    );

    const reason = `poison: ${'x'.repeat(242)}`;
    expect(sent).toEqual([
      {
        QueueUrl: 'https://queue',
        MessageBody: JSON.stringify(message),
        MessageAttributes: { ERROR_MESSAGE: { DataType: 'String', StringValue: reason } },
      },
    ]);
    expect(lines).toMatchObject([{ level: 'ERROR' }]);
  });
});

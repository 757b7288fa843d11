import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { logger } from '../logger.ts';
import type { DeadLetters } from './reactions.ts';

/** Keeps a message in a queue, with the reason as a message attribute, as EventBridge itself does. */
export const sqsDeadLetters = (sqs: SQSClient, queueUrl: string): DeadLetters => ({
  async keep(message, reason) {
    logger.error('Message moved to the dead letters', { reason });
    const attribute = { DataType: 'String', StringValue: reason.slice(0, 250) };
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        MessageAttributes: { ERROR_MESSAGE: attribute },
      }),
    );
  },
});

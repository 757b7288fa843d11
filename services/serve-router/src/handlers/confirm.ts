import { logger } from '@lisa/kit/logger';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { ports } from '../composition.ts';
import { confirmRoutes } from '../use-cases/confirm-routes.ts';

const all = ports();

/** A router that left, joined or serves another version may complete a change; a mere renewal cannot. */
const mayComplete = ({ dynamodb }: DynamoDBStreamEvent['Records'][number]): boolean =>
  dynamodb?.OldImage?.['version']?.N !== dynamodb?.NewImage?.['version']?.N;

/** The stream of Leases. */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
  if (!Records.some(mayComplete)) return;
  logger.info('Routes confirmed', { count: await confirmRoutes(all) });
};

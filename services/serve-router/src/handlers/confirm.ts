import { logger } from '@lisa/kit/logger';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { ports } from '../composition.ts';
import { mayComplete } from '../domain/route.ts';
import { confirmRoutes } from '../use-cases/confirm-routes.ts';

const all = ports();

const versionIn = (image: Record<string, { N?: string }> | undefined) => image?.['version']?.N;

/** The stream of Leases. */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
  const moved = Records.some(({ dynamodb }) =>
    mayComplete(versionIn(dynamodb?.OldImage), versionIn(dynamodb?.NewImage)),
  );
  if (!moved) return;
  logger.info('Routes confirmed', { count: await confirmRoutes(all) });
};

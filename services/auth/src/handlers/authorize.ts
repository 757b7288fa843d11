import { logger } from '@lisa/kit/logger';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { ports } from '../composition.ts';
import { Unauthorized } from '../use-cases/authorize.ts';
import { answer } from './answer.ts';

/** Answers API Gateway's question who calls and whether this request is allowed. */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const { requestId: correlationId } = event.requestContext;
  try {
    return await answer(event, ports);
  } catch (error) {
    if (error instanceof Unauthorized) logger.info('Unauthorized', { reason: error.reason, correlationId });
    else logger.error('No verdict', { error: error as Error, correlationId });
    throw error;
  }
}

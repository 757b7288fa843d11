import { logger } from '@lisa/kit/logger';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { ports } from '../composition.ts';
import { answer } from './answer.ts';

/** Answers API Gateway's question who calls and whether this request is allowed. */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  try {
    return await answer(event, ports);
  } catch (error) {
    logger.warn('No policy was issued', { error: error as Error, correlationId: event.requestContext.requestId });
    throw error;
  }
}

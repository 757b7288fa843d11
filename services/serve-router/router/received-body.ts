import type { IncomingMessage } from 'node:http';
import type { Deadlines } from '@lisa/gateway/deadlines';
import { BodyTooLarge, BodyTooSlow, readBody } from '@lisa/gateway/receive';
import type { BodyLimits } from '@lisa/gateway/receive';
import { bodyTooLarge, bodyTooSlow } from './openai-error.ts';

/** The whole body. Throws the Refusal that answers one beyond its limits, or RequestAborted. */
export async function receivedBody(
  request: IncomingMessage,
  limits: BodyLimits,
  deadlines: Deadlines,
): Promise<Buffer> {
  try {
    return await readBody(request, limits, deadlines);
  } catch (error) {
    if (error instanceof BodyTooLarge) throw bodyTooLarge(error.limitBytes);
    if (error instanceof BodyTooSlow) throw bodyTooSlow();
    throw error;
  }
}

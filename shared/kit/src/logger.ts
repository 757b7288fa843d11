import { Logger } from '@aws-lambda-powertools/logger';
import type { Trace } from './trace.ts';

/** JSON lines on standard output; name and level come from POWERTOOLS_SERVICE_NAME and POWERTOOLS_LOG_LEVEL. */
export const logger = new Logger();

/** Puts the trace on every line until the next invocation; a Lambda handles one at a time. */
export function logTrace({ correlationId, causationId, actor }: Trace): void {
  logger.resetKeys();
  logger.appendKeys({ correlationId, causationId, actor });
}

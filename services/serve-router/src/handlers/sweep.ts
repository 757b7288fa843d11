import { logger } from '@lisa/kit/logger';
import * as z from 'zod';
import { ports } from '../composition.ts';
import { sweep } from '../use-cases/sweep.ts';

const Call = z.object({
  task: z.enum(['repair', 'republish']).default('repair'),
  olderThanSeconds: z.number().nonnegative().default(120),
});

const all = ports();

/** Every two minutes. It owns no projection that others keep, so there is nothing to republish. */
export const handler = async (event: unknown): Promise<object> => {
  const result = await sweep(Call.parse(event ?? {}), all);
  logger.info('repair done', result);
  return result;
};

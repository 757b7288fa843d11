import { logger } from '@lisa/kit/logger';
import * as z from 'zod';
import { ports } from '../composition.ts';
import { republish } from '../use-cases/republish.ts';
import { sweep } from '../use-cases/sweep.ts';

const Call = z.object({
  task: z.enum(['repair', 'republish']).default('repair'),
  olderThanSeconds: z.number().nonnegative().default(120),
});

const all = ports();

/** The schedules' work: repair every two minutes, the current projections again nightly; both on demand by invoking it. */
export const handler = async (event: unknown): Promise<object> => {
  const { task, olderThanSeconds } = Call.parse(event ?? {});
  const result = task === 'republish' ? await republish(all) : await sweep({ olderThanSeconds }, all);
  logger.info(`${task} done`, result);
  return result;
};

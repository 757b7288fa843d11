import * as z from 'zod';

/** A committed fact on its way to the bus. `detail` is the event as it will be delivered, byte for byte, each time. */
export const OutboxRow = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
  detailType: z.string().min(1),
  detail: z.string().min(1),
  committedAt: z.string(),
  expiresAt: z.number().describe('Epoch seconds: DynamoDB time to live'),
});
export type OutboxRow = z.infer<typeof OutboxRow>;

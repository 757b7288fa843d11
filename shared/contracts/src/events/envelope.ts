import * as z from 'zod';

/** Who asked for it, under which correlation id, and which event it follows from. */
export const Metadata = z.object({
  id: z.string().min(1).describe('The same for every delivery of the same event'),
  version: z.int().positive(),
  time: z.iso.datetime(),
  correlationId: z.string().min(1).describe('The same for everything that follows from one request'),
  causationId: z.string().optional().describe('id of the event this one follows from'),
  actor: z.string().optional().describe('Who asked; a user name or a service'),
  traceparent: z.string().optional().describe('W3C trace context'),
});
export type Metadata = z.infer<typeof Metadata>;

/** `detail` of every event on the bus. */
export const Envelope = z.object({ metadata: Metadata, data: z.unknown() });

import * as z from 'zod';

/** LISA's words for where a hosted thing is in its life; clients and the SDK compare them literally. */
export const Status = z.enum([
  'Creating',
  'InService',
  'Starting',
  'Stopping',
  'Stopped',
  'Updating',
  'Deleting',
  'Failed',
]);
export type Status = z.infer<typeof Status>;

/** What the last accepted request wants to become true. */
export const Desired = z.enum(['running', 'stopped', 'gone']);
export type Desired = z.infer<typeof Desired>;

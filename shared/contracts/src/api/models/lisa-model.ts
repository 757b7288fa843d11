import * as z from 'zod';
import { Status } from '../../vocabulary/lifecycle.ts';
import { hostingFields, modelFields } from './model-fields.ts';

/** One step on the way to what was asked for last; the first without a time is the one that is under way or failed. */
export const LifecycleStep = z.object({
  name: z
    .enum(['requested', 'withdrawn', 'stack', 'probe', 'routed'])
    .describe(
      'requested: accepted; withdrawn: gets no more requests; stack: its infrastructure is as wanted; probe: it answered a real call; routed: every router sends it requests',
    ),
  at: z.int().optional().describe('When it was done, in epoch milliseconds; absent until then'),
});
export type LifecycleStep = z.infer<typeof LifecycleStep>;

/** A model as LISA's clients read it. */
export const LisaModel = z.object({
  ...modelFields,
  ...hostingFields,
  status: Status,
  contextWindow: z.int().positive().nullable(),
  failureReason: z.string().optional().describe('Why the last change failed, or what it waits for'),
  steps: z.array(LifecycleStep).describe('The way of the last accepted request, in order'),
  last_modified_date: z.int().describe('Epoch milliseconds'),
});
export type LisaModel = z.infer<typeof LisaModel>;

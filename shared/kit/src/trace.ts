import { AsyncLocalStorage } from 'node:async_hooks';
import * as z from 'zod';

/** What ties everything together that follows from one request. */
export const Trace = z.object({
  correlationId: z.string().min(1),
  causationId: z.string().optional(),
  actor: z.string().optional(),
  traceparent: z.string().optional(),
});
export type Trace = z.infer<typeof Trace>;

const storage = new AsyncLocalStorage<Trace>();

/** Runs `work` so that facts committed inside it carry this trace. */
export const inTrace = <T>(trace: Trace, work: () => Promise<T>): Promise<T> => storage.run(trace, work);

/** The trace of the running request, event or step; undefined outside of one. */
export const currentTrace = (): Trace | undefined => storage.getStore();

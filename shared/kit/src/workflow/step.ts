import * as z from 'zod';
import { logger, logTrace } from '../logger.ts';
import { inTrace, Trace } from '../trace.ts';

const Call = z.object({ step: z.string(), input: z.looseObject({ trace: Trace }), taskToken: z.string().optional() });

/** What a state of a workflow calls: its input checked, then the use case. */
export type Step = (input: unknown, taskToken: string | undefined) => Promise<unknown>;

/** A workflow step: parses the state's input and calls the use case; what it returns becomes the state's result. */
export const step =
  <S extends z.ZodType>(
    schema: S,
    useCase: (input: z.infer<S>, taskToken: string | undefined) => Promise<unknown>,
  ): Step =>
  (input, taskToken) =>
    useCase(schema.parse(input), taskToken);

/** One Lambda for every step, found by name; an unknown name is an error that names it. */
export function steps(table: Readonly<Record<string, Step>>) {
  return async (event: unknown): Promise<unknown> => {
    const { step: name, input, taskToken } = Call.parse(event);
    const run = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!run) throw new Error(`There is no step ${name} here, only ${Object.keys(table).join(', ')}`);
    logTrace(input.trace);
    logger.info(`${name} begins`);
    return (await inTrace(input.trace, () => run(input, taskToken))) ?? {};
  };
}

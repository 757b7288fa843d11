import type { Faults } from '@lisa/testing/simulator/faults';
import type { Alterations, Mode } from './alterations.ts';
import { eventMutants } from './mutants/events.ts';
import { stackMutants } from './mutants/stacks.ts';
import { sweepMutants } from './mutants/sweep.ts';
import { tableMutants } from './mutants/tables.ts';
import { workflowMutants } from './mutants/workflows.ts';

/** A platform with one deliberate mistake, and where it has to be noticed. */
export interface Mutant {
  readonly mode: Mode;
  /** Made anew for each run: some remember. */
  readonly alter: () => Alterations;
  /** Faults that it shows under, if a usual day has too few of them. */
  readonly faults?: Partial<Faults>;
  /** Why no oracle can tell it from the released platform, if that is so. */
  readonly survives?: string;
}

export type Mutants = Readonly<Record<string, Mutant>>;

/** By what is wrong with each. */
export const mutants: Mutants = {
  ...tableMutants,
  ...eventMutants,
  ...workflowMutants,
  ...stackMutants,
  ...sweepMutants,
};

import { nothing, tallyOf, together, type RunResult, type Stretch, type Tally } from './campaign.ts';
import { serves } from './work-through.ts';

/** In a worker of a campaign: runs each stretch of seeds it is handed, in every variant. */
export function servesStretches(
  variants: readonly string[],
  run: (seed: number, variant: string) => Promise<RunResult>,
): void {
  serves<Stretch, Tally>(async ({ first, count }) => {
    let tally = nothing;
    for (let seed = first; seed < first + count; seed++)
      for (const variant of variants) tally = together(tally, tallyOf(seed, variant, await run(seed, variant)));
    return tally;
  });
}

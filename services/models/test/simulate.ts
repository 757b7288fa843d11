import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { logger } from '@lisa/kit/logger';
import { restedWithin, runCampaign, type Tally, type Violation } from '@lisa/testing/simulator/campaign';
import { workThrough } from '@lisa/testing/simulator/work-through';
import type { Mode } from './simulation/alterations.ts';
import type { Hunt } from './simulation/hunt.ts';
import { mutants } from './simulation/mutants.ts';
import { modes, simulate } from './simulation/simulate.ts';

const usage = `npm run simulate --                         20,000 seeds of the models lifecycle, each in all modes
  --seeds <n>  --first <n>  --threads <n>   more of them, others, on more threads
  --seed <n>  [--mode ${modes.join('|')}]    one run again, with everything that happened in it
  --mutants                                 whether deliberate mistakes are noticed`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20000' },
    first: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string' },
    mode: { type: 'string', default: 'everything' },
    mutants: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const threads = Number(values.threads);
const thousands = (value: number): string => value.toLocaleString('en');
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** The seeds that were asked for, in every mode; true if nothing was wrong. */
async function campaign(): Promise<boolean> {
  const begun = performance.now();
  const [first, count] = [Number(values.first), Number(values.seeds)];
  const worker = new URL('simulation/campaign-worker.ts', import.meta.url);
  const tally = await runCampaign({ worker, threads, first, count, report: progress(begun) });
  console.log(
    `${thousands(tally.violations.length)} violations in ${thousands(count)} seeds x ${modes.length} modes ` +
      `(${thousands(tally.steps)} steps, ${seconds(begun)} on ${threads} threads, trace ${tally.hash.toString(16)}); ` +
      `at rest within ${restedWithin(tally, 0.5)} virtual minutes in half of the runs, ` +
      `${restedWithin(tally, 0.99)} in 99 %, ${restedWithin(tally, 1)} in all`,
  );
  return tally.violations.length === 0;
}

const tell = ({ seed, variant, wrong }: Violation): void =>
  console.log(`${wrong.join('\n')}\n  again: npm run simulate -- --seed ${seed} --mode ${variant}`);

/** What is wrong as soon as it is known; and every minute of a long campaign, how far it has come. */
function progress(begun: number): (done: number, tally: Tally) => void {
  let told = begun;
  const known = new Set<Violation>();
  return (done, { violations }) => {
    for (const violation of violations) {
      if (!known.has(violation)) tell(violation);
      known.add(violation);
    }
    if (performance.now() - told < 60_000) return;
    told = performance.now();
    console.log(`${thousands(done)} seeds after ${seconds(begun)}, ${violations.length} violations`);
  };
}

/** Whether each deliberate mistake is noticed; true if only those are not that nobody can notice. */
async function huntAll(): Promise<boolean> {
  const begun = performance.now();
  const worker = new URL('simulation/hunt-worker.ts', import.meta.url);
  const hunts: Hunt[] = [];
  await workThrough<string, Hunt>(worker, threads, Object.keys(mutants), (found) => {
    hunts.push(found);
    const { name, noticed } = found;
    const why = mutants[name]?.survives ?? 'nobody knows why';
    console.log(noticed ? `noticed: ${name} (seed ${noticed.seed}: ${noticed.wrong})` : `UNNOTICED: ${name} (${why})`);
  });
  const noticed = hunts.filter((found) => found.noticed).length;
  const unexplained = hunts.filter((found) => !found.noticed && mutants[found.name]?.survives === undefined);
  const share = ((100 * noticed) / hunts.length).toFixed(1);
  console.log(
    `${noticed} of ${hunts.length} mutants noticed (${share} %), ${unexplained.length} survive unexplained (${seconds(begun)})`,
  );
  return unexplained.length === 0 && noticed >= 0.95 * hunts.length;
}

/** One run again, told in full. */
async function again(seed: number, mode: Mode): Promise<boolean> {
  const { wrong, trace, hash, restedAfter } = await simulate(seed, { mode, keepsTrace: true });
  console.log(trace.join('\n'));
  console.log(`trace ${hash}, at rest ${restedAfter} virtual seconds after the last fault`);
  console.log(wrong.length ? wrong.join('\n') : 'nothing is wrong');
  return wrong.length === 0;
}

async function main(): Promise<boolean> {
  logger.setLogLevel('SILENT');
  if (values.help) {
    console.log(usage);
    return true;
  }
  if (values.seed !== undefined) return again(Number(values.seed), values.mode as Mode);
  if (values.mutants) return huntAll();
  return campaign();
}

process.exitCode = (await main()) ? 0 : 1;

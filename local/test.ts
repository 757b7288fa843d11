import { ensureBrowser } from './browser.ts';
import { check } from './check.ts';
import { runJest } from './jest-run.ts';
import { startPlatform } from './platform.ts';
import { conclude, sumOf, type Results } from './results.ts';
import { placeOf } from './settings.ts';
import { runSimulations } from './simulations.ts';

/** A platform of its own, beside one that may be running: another folder, other ports. */
const place = placeOf('.local/test', 18_480);

/** Everything: the fast loop, lifecycles under faults, then a platform begun anew and everything that needs one. */
async function main(): Promise<Results> {
  const fast = await check();
  const simulated = await runSimulations();
  const log = (line: string): void => console.log(`     ${line}`);
  const browser = ensureBrowser(log);
  const begun = performance.now();
  const platform = await startPlatform({ ...place, fresh: true }, log);
  console.log(`ok   a fresh platform (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  void platform.died.then((error) => console.error(error.message));
  try {
    const platformTests = await runJest(
      'platform',
      { LISA_HOME: place.home, LISA_TEST_ENDPOINT: platform.file.awsEndpoint, LISA_BROWSER: browser },
      ['--runInBand'],
    );
    // The platform that came up is one thing that was tested.
    return sumOf(fast, simulated, { passed: 1, failed: [] }, platformTests);
  } finally {
    await platform.stop();
  }
}

try {
  process.exit(conclude(await main()));
} catch (error) {
  process.exit(conclude({ passed: 0, failed: [(error as Error).message] }));
}

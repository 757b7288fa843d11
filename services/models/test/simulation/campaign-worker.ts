import { logger } from '@lisa/kit/logger';
import { servesStretches } from '@lisa/testing/simulator/campaign-worker';
import type { Mode } from './alterations.ts';
import { modes, simulate } from './simulate.ts';

logger.setLogLevel('SILENT');
// An error of a simulated process is named, never looked at; its stack costs more than its call.
Error.stackTraceLimit = 0;

servesStretches(modes, (seed, mode) => simulate(seed, { mode: mode as Mode }));

import { median } from './loading.ts';
import type { Visitor } from './visitor.ts';

const rounds = 3;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The newest of the demo model's numbered tokens that is on screen. */
const newestToken = `Number([...probe.log().matchAll(/t(\\d+)/g)].at(-1)?.[1] ?? 0)`;

export interface Answered {
  /** Milliseconds from the arrival of the first token in the page to the frame that shows it. */
  readonly firstToken: number;
  /** Milliseconds from the click on Stop to the frame without it. */
  readonly stop: number;
}

/** Asks, sees the first token, stops: the medians. Throws if words still came once it said that it had stopped. */
export async function firstTokenAndStop(visitor: Visitor): Promise<Answered> {
  const all: Answered[] = [];
  for (let round = 0; round < rounds; round++) all.push(await askAndStop(visitor));
  return { firstToken: median(all.map((one) => one.firstToken)), stop: median(all.map((one) => one.stop)) };
}

async function askAndStop({ page, evaluate, newChat, ask }: Visitor): Promise<Answered> {
  await newChat();
  await evaluate(`probe.awaitArrival('"content":"t1'),
    probe.shown = probe.awaitFrame(() => /t1(?!\\d)/.test(probe.log())), undefined`);
  await ask('[tokens 2000] [pace 10ms]');
  const firstToken = await evaluate<number>(`probe.shown.then((shownAt) => shownAt - probe.arrivedAt)`);
  await pause(500);
  await evaluate(`addEventListener('click', ({ timeStamp }) => (probe.clickedAt = timeStamp), { capture: true, once: true }),
    probe.stopped = probe.awaitFrame(() => !document.querySelector('[aria-label="Stop"]')), undefined`);
  await page.getByRole('button', { name: 'Stop' }).click();
  const stop = await evaluate<number>(`probe.stopped.then((at) => at - probe.clickedAt)`);
  const newest = await evaluate<number>(newestToken);
  await pause(500);
  const later = await evaluate<number>(newestToken);
  if (later !== newest) throw new Error(`token ${later} came after Stop, which stood at ${newest}`);
  return { firstToken, stop };
}

export interface LongAnswer {
  readonly longestTask: number;
  readonly widestGap: number;
  /** How much of the screen moved, and how far, in the worst burst. */
  readonly shift: number;
  readonly tokensPerSecond: number;
}

const tokens = 10_000;

/** A long answer at 200 tokens a second: the longest task and the longest time without a frame, in milliseconds. */
export async function longAnswer({ page, evaluate, newChat, ask }: Visitor): Promise<LongAnswer> {
  await newChat();
  await evaluate('probe.reset(), undefined');
  const begun = performance.now();
  await ask(`[tokens ${tokens}] [pace 5ms]`);
  // The button is asked for, not the words: reading 10,000 of them would be work of our own on the page.
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached', timeout: 240_000 });
  const seconds = (performance.now() - begun) / 1000;
  const [longestTask, widestGap, shift] = await evaluate<[number, number, number]>(
    '[probe.longest, probe.widestGap, probe.shift]',
  );
  const newest = await evaluate<number>(newestToken);
  if (newest !== tokens) throw new Error(`the answer ended at token ${newest} of ${tokens}`);
  return { longestTask, widestGap, shift, tokensPerSecond: tokens / seconds };
}

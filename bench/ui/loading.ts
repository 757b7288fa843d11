import type { Browser } from 'playwright-core';
import type { PlatformFile } from '../../local/platform-file.ts';
import { visitor, type Visitor } from './visitor.ts';

const rounds = 3;

/** The one in the middle. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Counts the bytes of scripts as they came over the wire; answers what there is so far, in KB. */
async function countScripts({ cdp }: Visitor): Promise<() => number> {
  const scripts = new Set<string>();
  let bytes = 0;
  cdp.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Script' && scripts.add(requestId)));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await cdp.send('Network.enable');
  return () => bytes / 1024;
}

/** KB of script that a first visit loads: to the door, and on to where one can type. */
export async function scriptSizes(
  browser: Browser,
  platform: PlatformFile,
): Promise<{ readonly door: number; readonly chat: number }> {
  const first = await visitor(browser, platform);
  try {
    const kilobytes = await countScripts(first);
    await first.page.goto(platform.url);
    await first.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await first.page.waitForLoadState('networkidle');
    const door = kilobytes();
    const [user] = platform.users;
    if (!user) throw new Error('The platform has no user');
    await first.signIn(user);
    await first.page.waitForLoadState('networkidle');
    return { door, chat: kilobytes() };
  } finally {
    await first.leave();
  }
}

/** Milliseconds since the page was asked for. */
interface Painted {
  /** Its first byte had come: what the server and the emulated account took. */
  readonly served: number;
  readonly paint: number;
  /** What the page is for was on screen. */
  readonly door: number;
}

/** When a first visit is served and painted, on a CPU 4 times slower: the medians. */
export async function firstPaint(browser: Browser, platform: PlatformFile): Promise<Painted> {
  const all: Painted[] = [];
  for (let round = 0; round < rounds; round++) {
    const one = await visitor(browser, platform, 4);
    try {
      await one.page.goto(platform.url, { waitUntil: 'commit' });
      const door = await one.evaluate<number>(`probe.awaitFrame(() => document.querySelector('main h1'))`);
      const [paint, served] = await one.evaluate<[number, number]>(
        `[performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
          performance.getEntriesByType('navigation')[0].responseStart]`,
      );
      all.push({ served, paint, door });
    } finally {
      await one.leave();
    }
  }
  const middle = (pick: (one: Painted) => number): number => median(all.map(pick));
  return { served: middle((one) => one.served), paint: middle((one) => one.paint), door: middle((one) => one.door) };
}

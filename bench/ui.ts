import { loadavg } from 'node:os';
import { chromium, type Browser } from 'playwright-core';
import { ensureBrowser } from '../local/browser.ts';
import { readPlatformFile, type PlatformFile } from '../local/platform-file.ts';
import { startPlatform } from '../local/platform.ts';
import { placeOf } from '../local/settings.ts';
import { signIn } from '../local/users.ts';
import { firstPaint, scriptSizes } from './ui/loading.ts';
import { openConversation, scrollThrough, storeConversation } from './ui/long-conversation.ts';
import { firstTokenAndStop, longAnswer } from './ui/streaming.ts';
import { visitor, type Visitor } from './ui/visitor.ts';

/** One figure, or why there is none. */
interface Figure {
  readonly what: string;
  readonly unit: string;
  /** It must not be more; undefined where nothing was promised. */
  readonly bar?: number;
  readonly value: number | string;
}

type Measured<T> = { readonly value: T } | { readonly failure: string };

/** A measure that cannot be taken is a line of the report, not its end. */
async function attempt<T>(name: string, measure: () => Promise<T>): Promise<Measured<T>> {
  console.log(`Measuring ${name}`);
  try {
    return { value: await measure() };
  } catch (error) {
    return { failure: (error as Error).message.split('\n')[0] ?? 'unknown' };
  }
}

const figure = <T>(measured: Measured<T>, pick: (value: T) => number, rest: Omit<Figure, 'value'>): Figure => ({
  ...rest,
  value: 'value' in measured ? pick(measured.value) : measured.failure,
});

async function loadingFigures(browser: Browser, platform: PlatformFile): Promise<Figure[]> {
  const sizes = await attempt('what a first visit loads', () => scriptSizes(browser, platform));
  const paint = await attempt('the first paint, CPU 4 times slower', () => firstPaint(browser, platform));
  return [
    figure(sizes, ({ door }) => door, { what: 'initial script, compressed', unit: 'KB', bar: 250 }),
    figure(sizes, ({ chat }) => chat, { what: '  and all of it until one can type', unit: 'KB' }),
    figure(paint, (at) => at.paint, { what: 'first paint with content, 4x slower CPU', unit: 'ms', bar: 500 }),
    figure(paint, ({ served }) => served, { what: '  of which waiting for its first byte', unit: 'ms' }),
    figure(paint, ({ door }) => door, { what: '  and the sign-in page itself', unit: 'ms' }),
  ];
}

async function chatFigures(
  browser: Browser,
  person: Visitor,
  platform: PlatformFile,
  token: string,
): Promise<Figure[]> {
  const answered = await attempt('the first token and Stop', () => firstTokenAndStop(person));
  const stored = await attempt('a stored conversation of 1,000 messages', async () =>
    openConversation(person, platform, await storeConversation(platform, token)),
  );
  const scrolled = await attempt('scrolling through it', () => scrollThrough(browser, person));
  const long = await attempt('an answer of 10,000 tokens (about a minute)', () => longAnswer(person));
  return [
    figure(answered, (at) => at.firstToken, { what: 'first token on screen after its arrival', unit: 'ms', bar: 150 }),
    figure(answered, ({ stop }) => stop, { what: 'stopped after the click', unit: 'ms', bar: 100 }),
    figure(stored, (at) => at.byAddress, { what: '1,000 messages opened by address', unit: 'ms', bar: 800 }),
    figure(stored, (at) => at.byClick, { what: '1,000 messages opened from the list', unit: 'ms', bar: 800 }),
    figure(stored, (at) => at.shift, { what: 'layout shift while they open', unit: '', bar: 0.05 }),
    figure(scrolled, (at) => at.longestTask, { what: 'longest task while scrolling them', unit: 'ms', bar: 50 }),
    figure(scrolled, (at) => at.longestWork, { what: '  of which its thread worked at most', unit: 'ms', bar: 50 }),
    figure(scrolled, (at) => at.work, { what: '  and in all', unit: 's' }),
    figure(scrolled, (at) => at.shift, { what: 'layout shift while scrolling them', unit: '', bar: 0.05 }),
    figure(long, (at) => at.longestTask, { what: 'longest task, 10,000 tokens streamed', unit: 'ms', bar: 100 }),
    figure(long, (at) => at.widestGap, { what: 'longest time without a frame meanwhile', unit: 'ms', bar: 100 }),
    figure(long, (at) => at.shift, { what: 'layout shift meanwhile', unit: '', bar: 0.05 }),
    figure(long, (at) => at.tokensPerSecond, { what: '  and the pace it came at', unit: 'tokens/s' }),
  ];
}

/** Small figures with what makes them differ. */
const inWords = (value: number, unit: string): string => `${value.toFixed(value < 1 ? 3 : value < 10 ? 1 : 0)} ${unit}`;

function print(figures: readonly Figure[], version: string): void {
  console.log(`\nChromium ${version}; load of this machine ${loadavg()[0]?.toFixed(1)}, which slows what is measured`);
  for (const { what, unit, bar, value } of figures) {
    const said = typeof value === 'number' ? inWords(value, unit) : `not measured: ${value}`;
    const verdict = bar === undefined || typeof value !== 'number' ? '' : value <= bar ? 'kept' : 'BROKEN';
    console.log(`${what.padEnd(42)} ${said.padStart(14)}  ${bar ? `bar ${bar} ${unit}`.padEnd(14) : ''} ${verdict}`);
  }
}

async function benchOn(platform: PlatformFile): Promise<void> {
  const executablePath = ensureBrowser(console.log);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const [user] = platform.users;
    if (!user) throw new Error('The platform has no user');
    const loading = await loadingFigures(browser, platform);
    const token = await signIn(user, platform.clientId, placeOf(platform.home, platform.port));
    const person = await visitor(browser, platform);
    await person.page.goto(platform.url);
    await person.signIn(user);
    print([...loading, ...(await chatFigures(browser, person, platform, token))], browser.version());
  } finally {
    await browser.close();
  }
}

/** The site in a real browser against a running platform: the one in LISA_HOME, or one of its own. */
export async function benchUi(): Promise<void> {
  const home = process.env['LISA_HOME'];
  if (home) return benchOn(readPlatformFile(home));
  const own = { ...placeOf('.local/bench', 18_680), fresh: true };
  const platform = await startPlatform(own, (line) => console.log(`     ${line}`));
  try {
    await benchOn(platform.file);
  } finally {
    await platform.stop();
  }
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '../../../local/browser.ts';
import type { SiteServer } from './site-server.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const looks = [
  { name: '1280-light', width: 1280, height: 800, colorScheme: 'light' },
  { name: '1280-dark', width: 1280, height: 800, colorScheme: 'dark' },
  { name: '390-light', width: 390, height: 844, colorScheme: 'light' },
  { name: '390-dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;
export type Look = (typeof looks)[number];

/** One person in front of one page, and everything the page complained about. */
export interface Visit {
  readonly page: Page;
  /** Errors of the console and of scripts, without those that are excused. */
  readonly complaints: readonly string[];
  /** A complaint with these words belongs to the test: browsers report every refused request. */
  excuse(words: string): void;
  signIn(): Promise<void>;
  /** What nobody should find on a page, in one list: violations of accessibility, texts under 12 px, sideways scrolling. */
  faults(): Promise<string[]>;
  /** Rejects with what the page complained about: nothing may, in any test. */
  close(): Promise<void>;
}

/** The installed browser, without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });

function complaintsOf(page: Page, excused: readonly string[]): string[] {
  const complaints: string[] = [];
  const complain = (words: string): void => {
    if (!excused.some((known) => words.includes(known))) complaints.push(words);
  };
  page.on('console', (message) => message.type() === 'error' && complain(message.text()));
  page.on('pageerror', (error) => complain(error.message));
  return complaints;
}

/** Opens the site at a hash route. */
export async function visit(
  browser: Browser,
  server: SiteServer,
  { width, height, colorScheme }: Look = looks[0],
  route = '',
): Promise<Visit> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  // Injected by the browser itself, which no policy of the page forbids.
  await context.addInitScript({ content: axeSource });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  const excused: string[] = [];
  const complaints = complaintsOf(page, excused);
  await page.goto(`${server.url}${route}`);
  return {
    page,
    complaints,
    excuse(words) {
      excused.push(words);
      // It may have been said already.
      complaints.splice(0, complaints.length, ...complaints.filter((said) => !said.includes(words)));
    },
    signIn: async () => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: /Account/ }).waitFor();
    },
    faults: async () => [
      ...(await page.evaluate(violations)),
      ...(await page.evaluate(smallTexts)),
      ...(await page.evaluate(sidewaysScrolling)),
    ],
    close: async () => {
      await context.close();
      if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join('; ')}`);
    },
  };
}

/** Each as `rule: element`. */
async function violations(): Promise<string[]> {
  const { axe: checker } = window as unknown as { axe: typeof axe };
  const result = await checker.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200) ?? ''}`),
  );
}

function smallTexts(): string[] {
  const small: string[] = [];
  // What is only read aloud, or has no width, is not drawn.
  const isDrawn = (element: Element): boolean => element.checkVisibility() && !element.closest('.katex-mathml');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    const words = text.textContent?.replaceAll('\u200b', '').trim();
    if (!words || !element || !isDrawn(element)) continue;
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (size < 12 && element.getClientRects().length > 0) small.push(`${size}px: ${words.slice(0, 40)}`);
  }
  return small;
}

const sidewaysScrolling = (): string[] =>
  document.documentElement.scrollWidth > innerWidth ? ['it scrolls sideways'] : [];

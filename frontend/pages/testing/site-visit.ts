import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startSiteServer, type SiteServer } from './site-server.ts';
import { openBrowser, visit, type Look, type Visit } from './visit.ts';

/** What a test of a page works with: a site of its own, and the person in front of it. */
export interface SiteVisit {
  readonly server: SiteServer;
  /** Who was let in last, and the page they see. */
  readonly person: Visit;
  readonly page: Page;
  /** Opens the site at a hash route as somebody who is not signed in. */
  open(route?: string, look?: Look): Promise<Visit>;
  /** Keeps what is on screen in `.local/pages`, to be looked at. */
  shoot(name: string, options?: { readonly fullPage?: boolean }): Promise<void>;
  /** What nobody should find on the page in front. */
  faults: Visit['faults'];
}

const shots = join(import.meta.dirname, '../../../.local/pages');

/** The page scrolls inside of itself, so the whole of it is what a window as high as that shows. */
async function shot(page: Page, name: string, isWhole: boolean): Promise<void> {
  const path = join(shots, `${name}.png`);
  const size = page.viewportSize();
  const height = isWhole ? await page.evaluate(heightOfMain) : 0;
  if (!size || height <= size.height) return void (await page.screenshot({ path }));
  await page.setViewportSize({ ...size, height });
  await page.screenshot({ path });
  await page.setViewportSize(size);
}

const heightOfMain = (): number => {
  const main = document.querySelector('main');
  return main ? main.getBoundingClientRect().top + main.scrollHeight : 0;
};

/** Sets up a file of page tests: one browser for all of them, a fresh site and a fresh visit for each. */
export function siteVisits(): SiteVisit {
  let browser: Browser;
  let server: SiteServer;
  let person: Visit | undefined;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startSiteServer();
  });
  afterEach(async () => {
    // The page goes first: what it still asks for is answered until then.
    try {
      await person?.close();
    } finally {
      person = undefined;
      await server?.close();
    }
  });
  const present = (): Visit => {
    if (!person) throw new Error('Nobody has opened the site yet');
    return person;
  };
  return {
    get server() {
      return server;
    },
    get person() {
      return present();
    },
    get page() {
      return present().page;
    },
    open: async (route, look) => (person = await visit(browser, server, look, route)),
    shoot: (name, { fullPage = false } = {}) => shot(present().page, name, fullPage),
    faults: () => present().faults(),
  };
}

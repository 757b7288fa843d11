import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { atChat, type ChatPage } from './chat-page.ts';
import { openBrowser, type Visit } from './visit.ts';

const shots = join(import.meta.dirname, '../../../.local/pages');

/** What a test of the chat works with. */
export interface ChatVisits {
  /** Opens the chat as somebody who has just signed in. */
  open(options?: Parameters<typeof atChat>[1]): Promise<ChatPage>;
  /** Keeps what is on screen in `.local/pages`, to be looked at. */
  shoot(name: string): Promise<void>;
  /** What nobody should find on the page in front. */
  faults: Visit['faults'];
}

/** Sets up a file of tests of the chat: one browser for all of them, and a fresh chat whenever a test opens one. */
export function chatVisits(): ChatVisits {
  let browser: Browser;
  let chat: ChatPage | undefined;
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    const last = chat;
    chat = undefined;
    await last?.close();
  });
  const present = (): ChatPage => {
    if (!chat) throw new Error('Nobody has opened the chat yet');
    return chat;
  };
  return {
    open: async (options) => (chat = await atChat(browser, options)),
    shoot: async (name) => void (await present().page.screenshot({ path: join(shots, `${name}.png`) })),
    faults: () => present().visit.faults(),
  };
}

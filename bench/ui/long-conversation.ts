import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import type { PlatformFile } from '../../local/platform-file.ts';
import { median } from './loading.ts';
import { threadTime } from './thread-time.ts';
import type { Visitor } from './visitor.ts';

const exchanges = 500;
const batch = 100;
const rounds = 3;
const mostTurns = 600;
const name = 'A thousand messages';

const answer = (number: number): string => {
  const last = `This was answer ${number}.`;
  if (number % 5 === 0) return `| at | value |\n| --- | --- |\n| noon | ${number} |\n| night | **none** |\n\n${last}`;
  if (number % 3 === 0) return `\`\`\`ts\nexport const answer = ${number};\n\`\`\`\n\n${last}`;
  return `A paragraph with *some* words, a [link](https://example.com) and \`code\`.\n\n- one\n- two\n\n${last}`;
};

const messages = Array.from({ length: exchanges }, (_, index) => [
  { type: 'human', content: `Question ${index + 1}: what now?` },
  { type: 'ai', content: answer(index + 1) },
]).flat();

/** Stores a conversation of 1,000 messages through the API; answers its id. */
export async function storeConversation({ apiUrl }: PlatformFile, token: string): Promise<string> {
  const sessionId = randomUUID();
  for (let from = 0; from < messages.length; from += batch) {
    const stored = await fetch(`${apiUrl}/session/${sessionId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: messages.slice(from, from + batch), name }),
    });
    if (!stored.ok) throw new Error(`storing messages answered ${stored.status}: ${await stored.text()}`);
  }
  return sessionId;
}

export interface Opened {
  /** Milliseconds from asking for the page at the conversation's address to its newest answer on screen. */
  readonly byAddress: number;
  /** Milliseconds from the click in the list to the same. */
  readonly byClick: number;
  /** How much of the screen moved, and how far, while it was opened by its address. */
  readonly shift: number;
}

const isOpen = `() => probe.log().includes('This was answer ${exchanges}.')`;

/** Opens it by its address and from the list: the medians. */
export async function openConversation(visitor: Visitor, platform: PlatformFile, sessionId: string): Promise<Opened> {
  const all: Opened[] = [];
  for (let round = 0; round < rounds; round++) all.push(await openOnce(visitor, platform, sessionId));
  const middle = (pick: (one: Opened) => number): number => median(all.map(pick));
  return {
    byAddress: middle((one) => one.byAddress),
    byClick: middle((one) => one.byClick),
    shift: middle((one) => one.shift),
  };
}

async function openOnce(
  { page, evaluate, newChat }: Visitor,
  { apiUrl }: PlatformFile,
  sessionId: string,
): Promise<Opened> {
  await page.goto(`${apiUrl}/#/ai-assistant/${sessionId}`);
  await page.reload({ waitUntil: 'commit' });
  const byAddress = await evaluate<number>(`probe.awaitFrame(${isOpen})`);
  await page.waitForLoadState('networkidle');
  const shift = await evaluate<number>('probe.shift');

  await newChat();
  await evaluate(`addEventListener('click', ({ timeStamp }) => (probe.clickedAt = timeStamp), { capture: true, once: true }),
    probe.opened = probe.awaitFrame(${isOpen}), undefined`);
  await page.getByRole('link', { name }).first().click();
  const byClick = await evaluate<number>('probe.opened.then((at) => at - probe.clickedAt)');
  return { byAddress, byClick, shift };
}

export interface Scrolled {
  /** Milliseconds of the longest task by the clock, and as the page's own thread worked. */
  readonly longestTask: number;
  readonly longestWork: number;
  /** Seconds that the thread worked in all. */
  readonly work: number;
  readonly shift: number;
}

const firstMessage = 'Question 1: what now?';

/** Scrolls the open conversation up to its beginning. Throws if it does not come. */
export async function scrollThrough(browser: Browser, { page, evaluate }: Visitor): Promise<Scrolled> {
  await evaluate('probe.reset(), undefined');
  await page.getByRole('log').hover();
  const { longestTask: longestWork, total } = await threadTime(browser, page, async () => {
    for (let turn = 0; turn < mostTurns; turn++) {
      await page.mouse.wheel(0, -2000);
      await page.waitForTimeout(50);
      if (turn % 20 === 0 && (await evaluate<boolean>(`probe.log().includes('${firstMessage}')`))) return;
    }
    throw new Error(`${firstMessage} did not come`);
  });
  const [longestTask, shift] = await evaluate<[number, number]>('[probe.longest, probe.shift]');
  return { longestTask, longestWork, work: total / 1000, shift };
}

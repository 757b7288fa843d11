import { randomUUID } from 'node:crypto';
import type { PlatformFile } from '../../local/platform-file.ts';
import type { Visitor } from './visitor.ts';

const exchanges = 500;
const batch = 100;
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
  /** Milliseconds of the longest task while all of it is scrolled through. */
  readonly scrolling: number;
}

const isOpen = `() => probe.log().includes('This was answer ${exchanges}.')`;

/** Opens it by its address and from the list, then scrolls up to its beginning. */
export async function openConversation(
  { page, evaluate, newChat }: Visitor,
  { apiUrl }: PlatformFile,
  sessionId: string,
): Promise<Opened> {
  await page.goto(`${apiUrl}/#/ai-assistant/${sessionId}`);
  await page.reload({ waitUntil: 'commit' });
  const byAddress = await evaluate<number>(`probe.awaitFrame(${isOpen})`);

  await newChat();
  await evaluate(`addEventListener('click', ({ timeStamp }) => (probe.clickedAt = timeStamp), { capture: true, once: true }),
    probe.opened = probe.awaitFrame(${isOpen}), undefined`);
  await page.getByRole('link', { name }).first().click();
  const byClick = await evaluate<number>('probe.opened.then((at) => at - probe.clickedAt)');

  await evaluate('probe.reset(), undefined');
  await page.getByRole('log').hover();
  for (let turn = 0; turn < 100; turn++) {
    await page.mouse.wheel(0, -2000);
    await page.waitForTimeout(50);
  }
  return { byAddress, byClick, scrolling: await evaluate<number>('probe.longest') };
}

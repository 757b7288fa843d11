import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { chatVisits } from './testing/chat-visits.ts';
import { looks } from './testing/visit.ts';

const visits = chatVisits();

/** Where the first line of a text begins, as a distance from the left edge of what it stands in. */
const startOf = (text: Locator): Promise<number> =>
  text.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects()[0]!.left - element.getBoundingClientRect().left;
  });

describe('an answer in another script', () => {
  it('goes its own way, beside one that goes ours; code goes one way always', async () => {
    const chat = await visits.open();
    chat.answerWith('In English.\n\nשלום עולם.\n\n```ts\nconst a = 1;\n```');
    await chat.ask('שלום');
    await chat.answers.locator('pre').waitFor();

    expect(await startOf(chat.answers.getByText('In English.'))).toBe(0);
    expect(await startOf(chat.answers.getByText('שלום עולם.'))).toBeGreaterThan(300);
    await chat.page.evaluate(() => (document.documentElement.dir = 'rtl'));
    expect(await chat.answers.locator('pre').evaluate((code) => getComputedStyle(code).direction)).toBe('ltr');
  });
});

describe.each(looks.filter(({ name }) => name.endsWith('light')))('a page from right to left at $name', (look) => {
  it('mirrors without a fault', async () => {
    const chat = await visits.open({ look });
    chat.answerWith('שלום עולם.');
    await chat.page.evaluate(() => (document.documentElement.dir = 'rtl'));

    await chat.ask('שלום');
    await chat.button('Regenerate').waitFor();
    await visits.shoot(`right-to-left-${look.name}`);

    const send = await chat.button('Send').boundingBox();
    expect(send!.x).toBeLessThan(look.width / 2);
    expect(await visits.faults()).toEqual([]);
  });
});

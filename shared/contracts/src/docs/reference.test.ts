import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Subscriptions } from './async-api.ts';
import { referenceFiles } from './reference.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = join(root, 'docs/reference');

async function everySubscription(): Promise<Subscriptions> {
  const files = readdirSync(join(root, 'services'))
    .sort()
    .map((service) => [service, join(root, 'services', service, 'src/subscriptions.ts')] as const)
    .filter(([, file]) => existsSync(file));
  const modules = files.map(async ([service, file]) => [service, { ...((await import(file)) as object) }] as const);
  return Object.fromEntries(await Promise.all(modules)) as Subscriptions;
}

const subscriptions = await everySubscription();
const files = Object.entries(referenceFiles(subscriptions));
/** Layout of JSON is Prettier's affair. */
const contentOf = (name: string, text: string): unknown => (name.endsWith('.json') ? JSON.parse(text) : text);

describe('the reference in docs/', () => {
  it.each(files)('has %s as the contracts are now: else run `npm run docs`', (name, text) => {
    const path = join(folder, name);
    const written = existsSync(path) ? readFileSync(path, 'utf8') : 'null';

    expect(contentOf(name, written)).toEqual(contentOf(name, text));
  });

  it('has nothing that is no longer generated', () => {
    expect(readdirSync(folder).sort()).toEqual(files.map(([name]) => name).sort());
  });

  it('tells who listens to an event', () => {
    const { 'events.md': page = '' } = referenceFiles(subscriptions);

    expect(page).toMatch(/### ModelReady\n\n.*Listeners: .*serve-router.*\./);
    expect(referenceFiles({})['events.md']).toMatch(/### ModelReady\n\n.*Listeners: nobody yet\./);
  });
});

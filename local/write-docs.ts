import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Subscriptions } from '@lisa/contracts/docs/async-api';
import { referenceFiles } from '@lisa/contracts/docs/reference';
import * as prettier from 'prettier';
import { root } from './settings.ts';

/** npm run docs: writes docs/reference from the contracts, and from what every service subscribes to. */
async function everySubscription(): Promise<Subscriptions> {
  const files = readdirSync(join(root, 'services'))
    .sort()
    .map((service) => [service, join(root, 'services', service, 'src/subscriptions.ts')] as const)
    .filter(([, file]) => existsSync(file));
  const modules = files.map(async ([service, file]) => [service, { ...(await import(file)) }] as const);
  return Object.fromEntries(await Promise.all(modules)) as Subscriptions;
}

const folder = join(root, 'docs/reference');
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(referenceFiles(await everySubscription()))) {
  const file = join(folder, name);
  const settings = await prettier.resolveConfig(file);
  // Markdown is written by hand elsewhere, so Prettier leaves it alone here too.
  writeFileSync(file, name.endsWith('.json') ? await prettier.format(text, { ...settings, filepath: file }) : text);
  console.log(`docs/reference/${name}`);
}

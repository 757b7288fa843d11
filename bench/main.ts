import { benchRouter } from './router.ts';
import { benchUi } from './ui.ts';

const suites: Readonly<Record<string, () => Promise<void>>> = { router: benchRouter, ui: benchUi };

/** npm run bench -- router | ui */
const name = process.argv[2] ?? 'router';
const suite = suites[name];
if (!suite) {
  console.error(`There is no bench ${name}: choose ${Object.keys(suites).join(', ')}`);
  process.exit(1);
}
await suite();

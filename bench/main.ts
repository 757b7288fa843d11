import { benchRouter } from './router.ts';

const suites: Readonly<Record<string, () => Promise<void>>> = { router: benchRouter };

/** npm run bench -- router */
const name = process.argv[2] ?? 'router';
const suite = suites[name];
if (!suite) {
  console.error(`There is no bench ${name}: choose ${Object.keys(suites).join(', ')}`);
  process.exit(1);
}
await suite();

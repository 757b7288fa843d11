import { build } from 'esbuild';

const [outfile = 'main.mjs'] = process.argv.slice(2);

await build({
  entryPoints: ['services/serve-router/router/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: true,
  legalComments: 'linked',
  // Some dependencies are CommonJS and still ask for Node's modules with require.
  banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
});

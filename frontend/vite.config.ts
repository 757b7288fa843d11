import { defineConfig, type Plugin } from 'vite';
import { fontFiles } from './build/font-files.ts';
import { baseTheme, tokenStyles } from './build/token-styles.ts';

/** `virtual:base-theme.css`: Cloudscape's design tokens; `virtual:tokens.css`: those our own styles use, by readable names. */
const tokens = (): Plugin => ({
  name: 'lisa-tokens',
  resolveId: (id) => ({ 'virtual:base-theme.css': baseTheme, 'virtual:tokens.css': '\0tokens.css' })[id],
  load: (id) => (id === '\0tokens.css' ? tokenStyles() : undefined),
});

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that chunks find each other below any base path; the site fills in the base of index.html.
  base: './',
  plugins: [tokens(), fontFiles()],
  oxc: { jsx: { runtime: 'automatic' } },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2048,
    // Every browser we support preloads modules by itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: 'manifest.json',
    rolldownOptions: {
      // The second page is framed by the first, to draw what must not touch it.
      input: [`${import.meta.dirname}/index.html`, `${import.meta.dirname}/sandbox.html`],
      // "use client" speaks to servers that render React, of which there is none.
      onwarn: (warning, report) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && report(warning),
    },
  },
});

import type { Plugin } from 'vite';

const embedded = /url\(data:font\/woff2;base64,([A-Za-z0-9+/=]+)\)/g;

/** Cloudscape's styles embed their fonts: as files, only those a page shows are loaded, and after the first paint. */
export const fontFiles = (): Plugin => ({
  name: 'lisa-font-files',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const asset of Object.values(bundle)) {
      if (asset.type !== 'asset' || !asset.fileName.endsWith('.css')) continue;
      asset.source = asset.source.toString().replace(embedded, (_match, base64: string) => {
        const id = this.emitFile({ type: 'asset', name: 'open-sans.woff2', source: Buffer.from(base64, 'base64') });
        return `url(./${this.getFileName(id).split('/').at(-1)})`;
      });
    }
  },
});

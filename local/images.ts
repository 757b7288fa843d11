import { join } from 'node:path';
import type { ImageCommands } from './engine/image-commands.ts';
import { root } from './settings.ts';

/** How container images run on this machine: the same programs, started directly. */
export const localImages = (litellmPython: string, proxyUrl: string): ImageCommands => ({
  'lisa/router': () => ({
    file: process.execPath,
    args: [join(root, 'services/serve-router/router/main.ts')],
    env: { HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.0/8,127.0.0.1,localhost', NODE_NO_WARNINGS: '1' },
  }),
  'lisa/litellm': () => ({
    file: litellmPython,
    args: [join(root, 'images/litellm/start.py')],
    env: { HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.0/8,127.0.0.1,localhost', PYTHONDONTWRITEBYTECODE: '1' },
  }),
});

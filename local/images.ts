import { join } from 'node:path';
import type { ImageCommand, ImageCommands } from './engine/image-commands.ts';
import { root } from './settings.ts';
import { throughProxy } from './through-proxy.ts';

/** Every model server is played by the scripted demo model: it takes the arguments and the weights of the real ones. */
const modelServer: ImageCommand = ({ cmd }) => ({
  file: process.execPath,
  args: [join(root, 'local/demo-model/model-server.ts'), ...cmd],
  env: { NODE_NO_WARNINGS: '1' },
});

/** How container images run on this machine: the same programs, started directly. */
export const localImages = (litellmPython: string, proxyUrl: string): ImageCommands => ({
  'lisa/router': () => ({
    file: process.execPath,
    args: [join(root, 'services/serve-router/router/main.ts')],
    env: { ...throughProxy(proxyUrl), NODE_NO_WARNINGS: '1' },
  }),
  'lisa/litellm': () => ({
    file: litellmPython,
    args: [join(root, 'images/litellm/start.py')],
    env: { ...throughProxy(proxyUrl), PYTHONDONTWRITEBYTECODE: '1' },
  }),
  'lisa/vllm': modelServer,
  'lisa/sglang': modelServer,
  'lisa/tei': modelServer,
  'lisa/tgi': modelServer,
});

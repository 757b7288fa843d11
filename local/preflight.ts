import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Options } from './options.ts';
import { readPlatformFile } from './platform-file.ts';

const neededBytes = 1024 ** 3;

function ensureFree(port: number, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(
        new Error(
          `Port ${port} (${what}) is taken: stop what uses it, or choose four other ports with npm start -- --port N`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

/** The one that runs in `home` already, if its process is alive; its file is stale after a crash. */
function running(home: string): string | undefined {
  try {
    const { pids, url } = readPlatformFile(home);
    process.kill(pids['start'] ?? -1, 0);
    return url;
  } catch {
    return undefined;
  }
}

/** Checks what a start needs, in words that say what to do, and forgets the last run if asked to. */
export async function preflight({ home, fresh, port, emulatorPort, demoModelPort, proxyPort }: Options): Promise<void> {
  const url = running(home);
  if (url)
    throw new Error(
      `A platform runs already: ${url}. Stop it there with Ctrl-C, or start another with --home FOLDER --port N`,
    );
  if (fresh)
    for (const kept of ['state', 'deployed', 'logs']) rmSync(join(home, kept), { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const { bavail, bsize } = statfsSync(home);
  if (bavail * bsize < neededBytes)
    throw new Error(`The disk of ${home} has less than 1 GB free: make room, then start again`);
  await ensureFree(port, 'front door');
  await ensureFree(emulatorPort, 'AWS emulator');
  await ensureFree(demoModelPort, 'demo model');
  await ensureFree(proxyPort, 'load-balancer proxy');
}

import { readOptions, type Options } from './options.ts';
import { startPlatform, type Platform } from './platform.ts';

const begun = performance.now();
const log = (line: string): void =>
  console.log(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s] ${line}`);

function fail(error: unknown): never {
  console.error(`\n${(error as Error).message}`);
  process.exit(1);
}

function announce({ file: { url, users } }: Platform): void {
  const [admin, user] = users;
  console.log(`
LISA is ready: ${url}

  administrator   ${admin?.username}   ${admin?.password}
  user            ${user?.username}    ${user?.password}

  A bearer token for curl:   npm run -s token -- admin
  Stop everything:           Ctrl-C
`);
}

let isAsked = false;
/** Resolves when the person or the system asks to stop. */
const asked = new Promise<'asked'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      isAsked = true;
      resolve('asked');
    });
});

async function main(options: Options): Promise<void> {
  const platform = await startPlatform(options, log);
  if (!isAsked) announce(platform);
  const end = await Promise.race([asked, platform.died]);
  log('Stopping');
  await platform.stop();
  if (end instanceof Error) throw end;
  log('Stopped');
}

try {
  await main(readOptions(process.argv.slice(2)));
  process.exit(0);
} catch (error) {
  // Ctrl-C reaches what is still being started as well: its complaint is no news.
  if (!isAsked) fail(error);
  log('Stopped');
  process.exit(0);
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of an installed Chromium or Chrome (LISA_BROWSER names another). Throws, saying what to install. */
export function findBrowser(): string {
  const chosen = process.env['LISA_BROWSER'];
  const found = chosen ? [chosen].find(existsSync) : places.find(existsSync);
  if (found) return found;
  throw new Error(
    chosen
      ? `LISA_BROWSER names ${chosen}, which is not there`
      : 'Page tests need a browser: install Chromium or Chrome (Debian: apt-get install chromium), or name one in LISA_BROWSER',
  );
}

/** As findBrowser; on Debian as root it installs Chromium first if there is none. */
export function ensureBrowser(log: (line: string) => void): string {
  try {
    return findBrowser();
  } catch (error) {
    if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw error;
    log('Installing Chromium with apt-get (once; about a minute)');
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
      spawnSync('apt-get', args, { stdio: 'ignore' });
    return findBrowser();
  }
}

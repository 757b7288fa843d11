import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';
import { writePlatformFile } from './platform-file.ts';
import { preflight } from './preflight.ts';

const port = 18_600;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lisa-preflight-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const options = (...more: string[]) => readOptions(['--home', home, '--port', String(port), ...more]);

describe('looking before a start', () => {
  it('names the taken port, what wanted it, and what to do', async () => {
    const other = createServer().listen(port + 1, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));

    await expect(preflight(options())).rejects.toThrow(`Port ${port + 1} (AWS emulator) is taken: stop what uses it`);

    other.close();
  });

  it('does not start a second platform where one runs', async () => {
    const pids = { start: process.pid };
    const file = {
      home,
      port,
      url: 'http://127.0.0.1:1/',
      apiUrl: '',
      serveUrl: '',
      issuer: '',
      clientId: '',
      userPoolId: '',
    };
    writePlatformFile({ ...file, users: [], awsEndpoint: '', demoModelUrl: '', pids });

    await expect(preflight(options())).rejects.toThrow('A platform runs already: http://127.0.0.1:1/');
  });

  it('forgets the last run only when asked to', async () => {
    mkdirSync(join(home, 'state'));
    writeFileSync(join(home, 'state/kept'), '');

    await preflight(options());
    expect(existsSync(join(home, 'state/kept'))).toBe(true);

    await preflight(options('--fresh'));
    expect(existsSync(join(home, 'state/kept'))).toBe(false);
  });
});

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { User } from './users.ts';

/** What scripts and tests need to find a running platform: `<home>/platform.json`, there while it is ready. */
export interface PlatformFile {
  /** What to open in a browser. */
  readonly url: string;
  /** Base of the control API. */
  readonly apiUrl: string;
  /** Base of inference: `{serveUrl}/v1` and `{serveUrl}/v2/serve`. */
  readonly serveUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly userPoolId: string;
  readonly users: readonly User[];
  /** The emulated AWS account. */
  readonly awsEndpoint: string;
  readonly demoModelUrl: string;
  readonly home: string;
  readonly port: number;
  readonly pids: Readonly<Record<string, number>>;
}

const fileIn = (home: string): string => join(home, 'platform.json');

export const writePlatformFile = (platform: PlatformFile): void =>
  writeFileSync(fileIn(platform.home), `${JSON.stringify(platform, null, 2)}\n`, { mode: 0o600 });

export const removePlatformFile = (home: string): void => rmSync(fileIn(home), { force: true });

/** The running platform in `home`; throws, saying what to do, if none is. */
export function readPlatformFile(home: string): PlatformFile {
  try {
    return JSON.parse(readFileSync(fileIn(home), 'utf8')) as PlatformFile;
  } catch {
    throw new Error(`No platform is running in ${home}: run npm start in another terminal first`);
  }
}

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runCommand } from './run-command.ts';
import { existingStacks } from './stack-values.ts';
import { deploymentEnvironment, deploymentSettings, root, stage, type Place } from './settings.ts';

export interface Service {
  readonly name: string;
  readonly folder: string;
  /** Services whose values it reads: when one of them was deployed, so is it. */
  readonly after: readonly string[];
  /** Script that makes what its package carries besides code. */
  readonly build?: string;
}

/** In the order of the first deployment, as serverless-compose.yml has it. */
export const services: readonly Service[] = [
  { name: 'platform', folder: 'shared/platform', after: [] },
  { name: 'auth', folder: 'services/auth', after: ['platform'] },
  { name: 'models', folder: 'services/models', after: ['platform', 'auth'] },
  { name: 'serve-router', folder: 'services/serve-router', after: ['platform', 'auth'] },
  { name: 'sessions', folder: 'services/sessions', after: ['platform', 'auth'] },
  { name: 'frontend', folder: 'frontend', after: ['platform', 'auth', 'sessions'], build: 'frontend/build/build.ts' },
];

const sharedFolders = ['shared/contracts', 'shared/kit', 'shared/aws', 'shared/gateway', 'shared/infra'];
const passedOver = new Set(['node_modules', '.serverless', '.esbuild', 'dist', 'test']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !passedOver.has(name) && !name.endsWith('.test.ts') && name !== 'README.md')
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

/** Everything a service's package is made of: its own and shared sources, the lockfile, and the settings it is deployed with. */
export function inputHash(service: Service, place: Place): string {
  const hash = createHash('sha256').update(JSON.stringify(deploymentSettings(place)));
  const files = [service.folder, ...sharedFolders].flatMap((folder) => filesBelow(join(root, folder)));
  for (const file of [...files, join(root, 'package-lock.json')])
    hash.update(relative(root, file)).update(readFileSync(file));
  return hash.digest('hex');
}

/** Deploys one service with plain `serverless deploy`. Rejects with what osls printed. */
export async function deployService({ name, folder, build }: Service, place: Place): Promise<void> {
  if (build) await runBuild(name, build);
  const output = await serverless(['deploy', '--stage', stage], join(root, folder), place);
  mkdirSync(join(place.home, 'logs'), { recursive: true });
  appendFileSync(join(place.home, 'logs', `deploy-${name}.log`), output.text);
  if (output.code !== 0)
    throw new Error(`Deploying ${name} failed:\n${output.text.trim().split('\n').slice(-25).join('\n')}`);
}

/** Makes what a service's package carries besides code. Rejects with what the script printed. */
async function runBuild(name: string, script: string): Promise<void> {
  const { ok, text } = await runCommand(`build ${name}`, [join(root, script)]);
  if (!ok) throw new Error(`Building ${name} failed:\n${text.trim()}`);
}

/** Runs osls in a service's folder against this platform's emulator, as a person would run `npx serverless …`. */
export function serverless(
  args: readonly string[],
  cwd: string,
  place: Place,
): Promise<{ code: number | null; text: string }> {
  const osls = join(root, 'node_modules/serverless/bin/serverless.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [osls, ...args], {
      cwd,
      env: deploymentEnvironment(place),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
  });
}

/** Deploys what changed since the last time, one after the other. Answers the names of what was deployed. */
export async function deployChanged(place: Place, log: (line: string) => void): Promise<string[]> {
  const kept = join(place.home, 'deployed');
  mkdirSync(kept, { recursive: true });
  const deployed: string[] = [];
  const stacks = await existingStacks(place);
  for (const service of services) {
    const stamp = join(kept, service.name);
    const hash = inputHash(service, place);
    // After a crash the emulator may know less than the stamps say: the stack itself must be there.
    const isThere = existsSync(stamp) && stacks.has(`lisa-${service.name}-${stage}`);
    const unchanged = isThere && readFileSync(stamp, 'utf8') === hash;
    if (unchanged && !service.after.some((name) => deployed.includes(name))) {
      log(`${service.name}: unchanged`);
      continue;
    }
    const begun = performance.now();
    await deployService(service, place);
    writeFileSync(stamp, hash);
    deployed.push(service.name);
    log(`${service.name}: deployed in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  return deployed;
}

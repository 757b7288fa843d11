// Plain JavaScript for whatever Node the machine has: installs what is missing, then hands over to the project's own Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.lisa-installed');
const lockfile = join(root, 'package-lock.json');

function stop(message) {
  console.error(message);
  process.exit(1);
}

const lockHash = () => createHash('sha256').update(readFileSync(lockfile)).digest('hex');
const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();

function install() {
  console.log('Installing the packages of package-lock.json (once; about a minute)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error } = spawnSync(npm, ['install', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  if (error) stop(`Cannot run npm (${error.message}): install Node.js with npm, then try again`);
  if (status) stop('npm install failed: check the network and the registry npm is set up for, then try again');
  writeFileSync(stamp, lockHash());
}

const [major] = process.versions.node.split('.').map(Number);
if (major < 18) stop(`Node ${process.versions.node} is too old to begin with: install Node 20 or newer`);
if (!isInstalled()) install();

const node = existsSync(join(bin, 'node')) ? join(bin, 'node') : process.execPath;
const env = { ...process.env, PATH: bin + delimiter + process.env.PATH };
const child = spawn(node, process.argv.slice(2), { cwd: root, stdio: 'inherit', env });
// The terminal sends Ctrl-C to the whole group: the child stops things in order, and this process waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('error', (error) => stop(`Cannot run ${node}: ${error.message}`));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/**
 * Reads "+ <group>" and "- <group>" lines; when its input ends, this process has gone without stopping its
 * children, so it stops them: politely first, because the emulator writes its state on SIGTERM only.
 */
const REAPER = `
trap '' INT TERM HUP
groups=
while read -r change group; do
  kept=
  for known in $groups; do [ "$known" = "$group" ] || kept="$kept $known"; done
  groups=$kept
  [ "$change" = + ] && groups="$groups $group"
done
[ -n "$groups" ] || exit 0
for group in $groups; do kill -TERM "-$group"; done
sleep 5
for group in $groups; do kill -KILL "-$group"; done
`;

let reaper: ChildProcess | undefined;

function tellReaper(change: '+' | '-', group: number): void {
  if (!reaper) {
    reaper = spawn('/bin/sh', ['-c', REAPER], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    // Without a reaper children merely outlive a killed parent; that is no reason to fail.
    reaper.on('error', () => {});
    reaper.stdin?.on('error', () => {});
    reaper.unref();
  }
  reaper.stdin?.write(`${change} ${group}\n`);
}

/** Starts a program at the head of its own process group: a signal reaches what it starts in turn, and Ctrl-C only us. */
export function spawnGroup(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(file, args, { ...options, detached: true });
  const group = child.pid;
  if (group === undefined) return child;
  tellReaper('+', group);
  child.once('exit', () => {
    // What a head leaves behind has nobody to serve.
    signalGroup(group, 'SIGKILL');
    tellReaper('-', group);
  });
  return child;
}

/** Ends a group: SIGTERM, then SIGKILL after `graceMs`. Resolves when its head is gone; at once if it already was. */
export async function stopGroup(child: ChildProcess, graceMs: number): Promise<void> {
  const { pid: group, exitCode, signalCode } = child;
  if (group === undefined || exitCode !== null || signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(group, 'SIGTERM');
  const impatience = setTimeout(() => signalGroup(group, 'SIGKILL'), graceMs);
  await gone;
  clearTimeout(impatience);
}

/** Sends a signal to every process of a group; a group that is gone is no error. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH' && (error as NodeJS.ErrnoException).code !== 'EPERM')
      throw error;
  }
}

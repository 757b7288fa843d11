import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `work` while no other process of this machine holds the lock `file`. A lock whose owner has died is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${file}.${process.pid}.${crypto.randomUUID()}`;
  await writeFile(mine, String(process.pid));
  try {
    while (!(await acquired(mine, file))) await removeIfAbandoned(file, `${mine}.abandoned`);
    try {
      return await work();
    } finally {
      await rm(file, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** A link appears with its content, so nobody ever sees a lock without its owner's pid. */
async function acquired(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

async function removeIfAbandoned(file: string, aside: string): Promise<void> {
  const owner = await readFile(file, 'utf8').catch(() => '');
  if (owner === '' || isAlive(Number(owner))) {
    await sleep(100);
    return;
  }
  await rename(file, aside).catch(() => {});
  // Between reading and renaming, another process may have taken over: then that lock goes back.
  if ((await readFile(aside, 'utf8').catch(() => owner)) !== owner) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

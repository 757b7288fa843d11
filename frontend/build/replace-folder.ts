import { existsSync, renameSync, rmSync, statSync } from 'node:fs';

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException).code;

/**
 * Puts a complete folder in the place of another one, so that nobody ever finds it half made. Both are on one file
 * system. Whoever replaces it at the same time may win; what stays is one whole folder. Throws if there is nothing new.
 */
export function replaceFolder(fresh: string, place: string): void {
  statSync(fresh);
  const old = `${fresh}-old`;
  for (;;) {
    if (existsSync(place)) moveAway(place, old);
    try {
      renameSync(fresh, place);
      break;
    } catch (error) {
      // Somebody else's folder came between the two steps.
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    }
  }
  rmSync(old, { recursive: true, force: true });
}

function moveAway(place: string, old: string): void {
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(place, old);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

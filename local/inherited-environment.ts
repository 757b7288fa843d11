import { delimiter, dirname } from 'node:path';

const KEPT = ['HOME', 'TMPDIR', 'LANG'] as const;

/**
 * What a program started here may inherit: enough to run, and this project's Node first on PATH. Nothing else, above all
 * no AWS settings of the developer's.
 */
export function inheritedEnvironment(): Record<string, string> {
  const kept = KEPT.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), PATH: dirname(process.execPath) + delimiter + (process.env['PATH'] ?? '') };
}

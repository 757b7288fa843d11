import { parseArgs } from 'node:util';
import { defaultPort, placeOf, type Place } from './settings.ts';

export interface Options extends Place {
  /** Forget everything the last run kept. */
  readonly fresh: boolean;
}

/** Reads `--port N`, `--fresh` and `--home FOLDER`; throws in words. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      home: { type: 'string', default: '.local' },
    },
  });
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 1024 || port > 65_000)
    throw new Error(`--port must be a number from 1024 to 65000, not ${values.port}`);
  return { ...placeOf(values.home, port), fresh: values.fresh };
}

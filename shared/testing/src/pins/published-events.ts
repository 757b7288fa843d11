import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventContract } from '@lisa/contracts/events/define-event';
import * as z from 'zod';
import type { Schema } from './breaks.ts';

const declared = dirname(fileURLToPath(import.meta.resolve('@lisa/contracts/events/define-event')));
const suffix = '.events.ts';

export interface PublishedEvent extends EventContract {
  /** The owner that the name of its file promises. */
  readonly declaredBy: string;
}

/** Every event that is declared, and by whose file. */
export async function publishedEvents(): Promise<PublishedEvent[]> {
  const files = readdirSync(declared).filter((name) => name.endsWith(suffix));
  const found = files.map(async (file) => {
    const module = (await import(join(declared, file))) as Record<string, EventContract>;
    return Object.values(module).map((event) => ({ ...event, declaredBy: file.slice(0, -suffix.length) }));
  });
  return (await Promise.all(found)).flat();
}

const kebab = (name: string): string => name.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase();

/** The file that keeps how version n of an event looked when it was first published. */
export const pinOf = ({ name, version }: EventContract): string =>
  join(import.meta.dirname, `${kebab(name)}.v${version}.json`);

/** What travels: the schema after defaults are filled in. */
export const schemaOf = ({ data }: EventContract): Schema => z.toJSONSchema(data, { io: 'output' }) as Schema;

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Envelope } from '@lisa/contracts/events/envelope';
import { breaks, type Schema } from './breaks.ts';
import { pinOf, publishedEvents, schemaOf } from './published-events.ts';

const events = await publishedEvents();
const remedy = 'run `node shared/testing/src/pins/pin.ts` and commit what it writes';

function verdict(event: (typeof events)[number]): string | undefined {
  if (!existsSync(pinOf(event))) return `${event.name} is new: ${remedy}`;
  const pinned = JSON.parse(readFileSync(pinOf(event), 'utf8')) as Schema;
  const broken = breaks(pinned, schemaOf(event));
  if (broken.length)
    return `${event.name} would break its readers: ${broken.join('; ')}. Declare version ${event.version + 1} and publish it beside version ${event.version}.`;
  return JSON.stringify(pinned) === JSON.stringify(schemaOf(event))
    ? undefined
    : `${event.name} gained something optional: ${remedy}`;
}

describe('what we said still holds', () => {
  it.each(events.map((event) => [event.name, event] as const))('%s', (_, event) => {
    expect(verdict(event)).toBeUndefined();
  });

  it('for events that nobody declares any more, too', () => {
    const pinned = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
    const declared = new Set(events.map((event) => basename(pinOf(event))));

    expect(pinned.filter((name) => !declared.has(name))).toEqual([]);
  });
});

describe('declaring an event', () => {
  it.each(events.map((event) => [event.name, event] as const))('%s has an example that travels', (_, event) => {
    const data = event.data.parse(event.example);
    const metadata = { id: 'e1', version: event.version, time: '2026-11-21T14:00:00.000Z', correlationId: 'c1' };

    expect(Envelope.parse({ metadata, data })).toEqual({ metadata, data });
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  it.each(events.map((event) => [event.name, event] as const))(
    '%s stands in the file of its owner, once',
    (name, event) => {
      expect(event.owner).toBe(event.declaredBy);
      expect(events.filter((other) => other.name === name && other.version === event.version)).toHaveLength(1);
    },
  );

  it.each(events.map((event) => [event.name, event] as const))('%s carries no secret', (_, event) => {
    expect(JSON.stringify(schemaOf(event))).not.toMatch(/"(apiKey|api_key|password|secret|token)"/i);
  });
});

describe('comparing a schema with its pin', () => {
  const pinned: Schema = {
    type: 'object',
    properties: {
      id: { type: 'string', description: 'old words' },
      state: { type: 'string', enum: ['on', 'off'] },
      tags: { type: 'array', items: { type: 'object', properties: { key: { type: 'string' } }, required: ['key'] } },
    },
    required: ['id'],
  };
  const edited = (properties: Record<string, Schema>, required = ['id']): Schema => ({
    ...pinned,
    properties: { ...pinned.properties, ...properties },
    required,
  });

  it('lets words change and optional fields appear', () => {
    const now = edited({ id: { type: 'string', description: 'new words' }, added: { type: 'number' } });

    expect(breaks(pinned, now)).toEqual([]);
  });

  it.each<[string, Schema]>([
    ['state was removed', { ...pinned, properties: { id: { type: 'string' }, tags: pinned.properties!['tags']! } }],
    ['id became optional', edited({}, [])],
    ['state became required', edited({}, ['id', 'state'])],
    ['id accepts other values than before', edited({ id: { type: 'integer' } })],
    ['state accepts other values than before', edited({ state: { type: 'string', enum: ['on', 'off', 'broken'] } })],
    ['added was added and is required', edited({ added: { type: 'string' } }, ['id', 'added'])],
    [
      'tags[].key was removed',
      edited({ tags: { type: 'array', items: { type: 'object', properties: {}, required: [] } } }),
    ],
  ])('finds that %s', (words, now) => {
    expect(breaks(pinned, now).join()).toContain(words);
  });
});

import type { EventContract } from '../events/define-event.ts';
import { sourceOf } from '../events/define-event.ts';
import { Metadata } from '../events/envelope.ts';
import { schemaWriter, type Json, type SchemaWriter } from './json-schema.ts';

/** Who listens to what: service -> name of the subscription -> the event and what of it. */
export type Subscriptions = Readonly<
  Record<string, Readonly<Record<string, { readonly event: EventContract; readonly filter: object }>>>
>;

export interface AsyncApiSettings {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly owners: Readonly<Record<string, string>>;
  readonly names: ReadonlyMap<unknown, string>;
}

/** The name of an event in documents; later versions stand beside the first. */
const keyOf = ({ name, version }: EventContract): string => (version === 1 ? name : `${name}V${version}`);
const pascal = (name: string): string => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const exampleMetadata = (version: number) => ({
  id: '01ky3m7r9t4v2c8q5h3n6w0e20',
  version,
  time: '2026-11-21T14:00:00.000Z',
  correlationId: '0e0a2d4c-6a2f-4b57-9f0d-2f4f3a1f5c11',
});

function message(event: EventContract, writer: SchemaWriter): Json {
  const { name, owner, version, summary, data, example } = event;
  const pattern = { source: [sourceOf(owner)], 'detail-type': [name] };
  return {
    name,
    title: name,
    summary,
    description: `Version ${version}. An EventBridge rule with this pattern receives it: \`${JSON.stringify(pattern)}\`.`,
    contentType: 'application/json',
    correlationId: { $ref: '#/components/correlationIds/request' },
    headers: {
      type: 'object',
      description: "The event's fields beside `detail`.",
      properties: { source: { const: sourceOf(owner) }, 'detail-type': { const: name } },
      required: ['source', 'detail-type'],
    },
    payload: {
      type: 'object',
      description: "The event's `detail`.",
      properties: { metadata: writer.write(Metadata, 'output'), data: writer.write(data, 'output') },
      required: ['metadata', 'data'],
    },
    examples: [
      {
        name: 'example',
        headers: { source: sourceOf(owner), 'detail-type': name },
        payload: { metadata: exampleMetadata(version), data: data.parse(example) },
      },
    ],
  };
}

function channel(owner: string, its: readonly EventContract[], purpose: string): Json {
  return {
    address: sourceOf(owner),
    title: `Facts of ${owner}`,
    description: `${purpose} On the bus, \`source\` is \`${sourceOf(owner)}\` and \`detail-type\` is the name of the event.`,
    servers: [{ $ref: '#/servers/bus' }],
    messages: Object.fromEntries(its.map((event) => [keyOf(event), { $ref: `#/components/messages/${keyOf(event)}` }])),
  };
}

const operation = (action: 'send' | 'receive', who: string, event: EventContract, words: string): Json => ({
  action,
  title: `${who} ${action}s ${event.name}`,
  summary: words,
  channel: { $ref: `#/channels/${event.owner}` },
  messages: [{ $ref: `#/channels/${event.owner}/messages/${keyOf(event)}` }],
  tags: [{ name: who }],
});

const sends = (events: readonly EventContract[]): [string, Json][] =>
  events.map((event) => [`send${keyOf(event)}`, operation('send', event.owner, event, event.summary)]);

const receives = (subscriptions: Subscriptions): [string, Json][] =>
  Object.entries(subscriptions).flatMap(([service, its]) =>
    Object.values(its).map(({ event, filter }): [string, Json] => {
      const only =
        Object.keys(filter).length > 0 ? ` Only those whose data matches \`${JSON.stringify(filter)}\`.` : '';
      const words = `A rule of its own with a retry policy and dead letters.${only}`;
      return [`receive${keyOf(event)}By${pascal(service)}`, operation('receive', service, event, words)];
    }),
  );

/** An AsyncAPI 3 document: every event its owner sends, and every subscription that is handed over. */
export function asyncApi(
  events: Readonly<Record<string, readonly EventContract[]>>,
  subscriptions: Subscriptions,
  { title, version, description, owners, names }: AsyncApiSettings,
): Json {
  const writer = schemaWriter(names, 'draft-7');
  const all = Object.values(events).flat();
  const messages = Object.fromEntries(all.map((event) => [keyOf(event), message(event, writer)]));
  const channels = Object.entries(events).map(([owner, its]) => [owner, channel(owner, its, owners[owner] ?? '')]);
  return {
    asyncapi: '3.0.0',
    info: { title, version, description, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/json',
    servers: {
      bus: {
        host: 'events.{region}.amazonaws.com',
        protocol: 'eventbridge',
        description: 'The event bus `lisa-{stage}` of Amazon EventBridge. Delivery is at least once and in no order.',
        variables: { region: { default: 'us-east-1', description: 'The region of the deployment' } },
      },
    },
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries([...sends(all), ...receives(subscriptions)]),
    components: {
      messages,
      schemas: writer.named(),
      correlationIds: {
        request: {
          location: '$message.payload#/metadata/correlationId',
          description: 'The same for everything that follows from one request.',
        },
      },
    },
  };
}

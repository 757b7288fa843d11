import { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '@lisa/aws/clock';
import { documentClient } from '@lisa/aws/dynamo/document-client';
import { dynamoOutbox } from '@lisa/aws/dynamo/outbox';
import { ulids } from '@lisa/aws/ids';
import { relayPorts as busRelay } from '@lisa/aws/relay-ports';
import { env } from '@lisa/kit/env';
import { sqsDeadLetters } from '@lisa/kit/events/dead-letters';
import * as z from 'zod';
import { dynamoLeases } from './adapters/dynamo-leases.ts';
import { dynamoRoutes } from './adapters/dynamo-routes.ts';
import type { Ports } from './ports.ts';

const text = z.string().min(1);
const read = <S extends z.ZodRawShape>(shape: S) => env(process.env, z.object(shape));

/** What every function's use cases work on. */
export function ports(): Ports {
  const { ROUTES_TABLE, LEASES_TABLE, OUTBOX_TABLE } = read({
    ROUTES_TABLE: text,
    LEASES_TABLE: text,
    OUTBOX_TABLE: text,
  });
  const db = documentClient();
  const outbox = dynamoOutbox(db, OUTBOX_TABLE, systemClock, ulids);
  return {
    routes: dynamoRoutes(db, ROUTES_TABLE, outbox, systemClock),
    leases: dynamoLeases(db, LEASES_TABLE),
    unpublished: outbox,
    clock: systemClock,
  };
}

/** Where messages go that no retry can help. */
export const deadLetters = () =>
  sqsDeadLetters(new SQSClient({}), read({ REACTIONS_FAILED_URL: text }).REACTIONS_FAILED_URL);

/** What the relay publishes to, and the outbox it empties. */
export function relayPorts() {
  const { BUS, OUTBOX_TABLE } = read({ BUS: text, OUTBOX_TABLE: text });
  return busRelay(BUS, OUTBOX_TABLE);
}

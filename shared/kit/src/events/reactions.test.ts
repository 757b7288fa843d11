import { describe, expect, it } from '@jest/globals';
import { defineEvent } from '@lisa/contracts/events/define-event';
import { subscribe } from '@lisa/contracts/events/subscribe';
import { logLines } from '@lisa/testing/log-lines';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { currentTrace, type Trace } from '../trace.ts';
import { onEvent } from './on-event.ts';
import { reactions } from './reactions.ts';

const event = (name: string, version = 1) =>
  defineEvent({ name, owner: 'shop', version, summary: '', data: z.object({ id: z.string() }), example: { id: 'a' } });
const OrderPlaced = event('OrderPlaced', 2);
const OrderPaid = event('OrderPaid');
const subscriptions = { onOrderPlaced: subscribe(OrderPlaced), onOrderPaid: subscribe(OrderPaid) };

const metadata = { id: 'e1', version: 1, time: '2026-11-21T14:00:00.000Z', correlationId: 'c1', actor: 'jo' };

/** A message as EventBridge delivers it to a Lambda. */
const delivery = (name: string, detail: unknown, source = 'lisa.shop') =>
  ({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': name,
    source,
    account: '000000000000',
    time: '2026-11-21T14:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail,
  }) as EventBridgeEvent<string, unknown>;

/** Both subscriptions; remembers what reached them, and what was kept as a dead letter. */
function aListener(failure?: Error) {
  const heard: { by: string; id: string; trace: Trace | undefined }[] = [];
  const kept: { message: unknown; reason: string }[] = [];
  const hear =
    (by: string) =>
    async ({ id }: { id: string }) => {
      if (failure) throw failure;
      heard.push({ by, id, trace: currentTrace() });
    };
  const table = {
    onOrderPlaced: onEvent(subscriptions.onOrderPlaced, hear('onOrderPlaced')),
    onOrderPaid: onEvent(subscriptions.onOrderPaid, hear('onOrderPaid')),
  };
  const deadLetters = { keep: async (message: unknown, reason: string) => void kept.push({ message, reason }) };
  const handler = reactions(subscriptions, table, deadLetters);
  const receive = async (message: EventBridgeEvent<string, unknown>) => {
    const [result] = await Promise.allSettled([logLines(() => handler(message))]);
    if (result.status === 'rejected') throw result.reason;
  };
  return { receive, heard, kept };
}

describe('receiving an event', () => {
  it('calls the reaction of its contract, in the trace of the event', async () => {
    const { receive, heard, kept } = aListener();

    await receive(delivery('OrderPaid', { metadata: { ...metadata, traceparent: '00-1-2-01' }, data: { id: 'o1' } }));

    const trace = { correlationId: 'c1', causationId: 'e1', actor: 'jo', traceparent: '00-1-2-01' };
    expect(heard).toEqual([{ by: 'onOrderPaid', id: 'o1', trace }]);
    expect(kept).toEqual([]);
  });

  it('takes an earlier version, and fields it does not know', async () => {
    const { receive, heard, kept } = aListener();

    await receive(
      delivery('OrderPlaced', { metadata: { ...metadata, added: 1 }, data: { id: 'o1', added: true }, added: [] }),
    );

    expect([heard.length, kept.length]).toEqual([1, 0]);
  });

  it.each([
    ['no detail', 'OrderPaid', null],
    ['no metadata', 'OrderPaid', { data: { id: 'o1' } }],
    ['data of another shape', 'OrderPaid', { metadata, data: { id: 7 } }],
    ['a version that is not written yet', 'OrderPaid', { metadata: { ...metadata, version: 2 }, data: { id: 'o1' } }],
    ['a name nobody listens to', 'OrderLost', { metadata, data: { id: 'o1' } }],
  ])('moves %s to the dead letters at once', async (_, name, detail) => {
    const { receive, heard, kept } = aListener();
    const message = delivery(name, detail);

    await receive(message);

    expect(heard).toEqual([]);
    expect(kept).toEqual([{ message, reason: expect.stringMatching(/poison|nobody/) }]);
  });

  it('moves the same name of another owner to the dead letters', async () => {
    const { receive, kept } = aListener();

    await receive(delivery('OrderPaid', { metadata, data: { id: 'o1' } }, 'lisa.elsewhere'));

    expect(kept).toHaveLength(1);
  });

  it('throws what the reaction throws, so that the delivery is tried again', async () => {
    const { receive, kept } = aListener(new Error('database is away'));

    await expect(receive(delivery('OrderPaid', { metadata, data: { id: 'o1' } }))).rejects.toThrow('database is away');

    expect(kept).toEqual([]);
  });
});

import type { PutEventsCommand, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from '@jest/globals';
import { logLines } from '@lisa/testing/log-lines';
import type { DynamoDBRecord } from 'aws-lambda';
import type { OutboxRow } from './outbox-row.ts';
import { relay, type RelayPorts } from './relay.ts';

const aRow = (id: string): OutboxRow => ({
  id,
  source: 'lisa.shop',
  detailType: 'OrderPaid',
  detail: `{"metadata":{"id":"${id}"},"data":{}}`,
  committedAt: '2026-11-21T14:00:00.000Z',
  expiresAt: 1795874400,
});

/** A stream record as DynamoDB delivers it. */
const inserted = (row: OutboxRow, eventName: DynamoDBRecord['eventName'] = 'INSERT'): DynamoDBRecord => ({
  eventID: `stream-${row.id}`,
  eventName: eventName!,
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  dynamodb: {
    Keys: { id: { S: row.id } },
    ...(eventName !== 'REMOVE' && {
      NewImage: Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          typeof value === 'number' ? { N: String(value) } : { S: value },
        ]),
      ),
    }),
    StreamViewType: 'NEW_IMAGE',
  },
});

/** A bus that refuses the first `refusals[id]` attempts of an event. */
function aBus(refusals: Record<string, number> = {}) {
  const calls: string[][] = [];
  const forgotten: string[] = [];
  const pauses: number[] = [];
  const idOf = (detail = '') => (JSON.parse(detail) as { metadata: { id: string } }).metadata.id;
  const send = async ({ input }: PutEventsCommand): Promise<Partial<PutEventsCommandOutput>> => {
    const ids = (input.Entries ?? []).map(({ Detail }) => idOf(Detail));
    calls.push(ids);
    const refused = ids.map((id) => (refusals[id] ?? 0) > 0 && (refusals[id]! -= 1) >= 0);
    return {
      FailedEntryCount: refused.filter(Boolean).length,
      Entries: refused.map((no, index) => (no ? { ErrorCode: 'ThrottlingException' } : { EventId: ids[index]! })),
    };
  };
  const ports: RelayPorts = {
    bus: { send } as unknown as RelayPorts['bus'],
    busName: 'lisa-dev',
    forget: async (ids) => void forgotten.push(...ids),
    pause: async (milliseconds) => void pauses.push(milliseconds),
  };
  const receive = async (...records: DynamoDBRecord[]) => {
    let outcome: PromiseSettledResult<void> | undefined;
    await logLines(async () => {
      [outcome] = await Promise.allSettled([relay(ports)({ Records: records })]);
    });
    if (outcome?.status === 'rejected') throw outcome.reason;
  };
  return { receive, calls, forgotten, pauses };
}

describe('relaying committed facts', () => {
  it('publishes each as it was committed, and forgets what the bus accepted', async () => {
    const { receive, calls, forgotten, pauses } = aBus();

    await receive(inserted(aRow('a')), inserted(aRow('b')));

    expect([calls, forgotten, pauses]).toEqual([[['a', 'b']], ['a', 'b'], []]);
  });

  it('says no more than ten at once', async () => {
    const { receive, calls } = aBus();

    await receive(...Array.from({ length: 23 }, (_, index) => inserted(aRow(`e${index}`))));

    expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
  });

  it('sends refused events again, and only those, after longer and longer pauses', async () => {
    const { receive, calls, forgotten, pauses } = aBus({ b: 2 });

    await receive(inserted(aRow('a')), inserted(aRow('b')), inserted(aRow('c')));

    expect(calls).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
    expect(forgotten).toEqual(['a', 'b', 'c']);
    expect(pauses).toEqual([...pauses].sort((x, y) => x - y));
  });

  it('throws if any remain, and forgets none of those it was sent with', async () => {
    const { receive, forgotten } = aBus({ b: 99 });

    await expect(receive(inserted(aRow('a')), inserted(aRow('b')))).rejects.toThrow('The bus refused 1 of 2 events');

    expect(forgotten).toEqual([]);
  });

  it('has forgotten what was accepted before the chunk that failed', async () => {
    const { receive, forgotten } = aBus({ e10: 99 });

    const sent = Array.from({ length: 11 }, (_, index) => inserted(aRow(`e${index}`)));
    await expect(receive(...sent)).rejects.toThrow('The bus refused');

    expect(forgotten).toHaveLength(10);
  });

  it('sends a row again when the sweep has touched it, and nothing for one that was removed', async () => {
    const { receive, calls } = aBus();
    const touched = { ...aRow('a'), retriedAt: 1795270000000 };

    await receive(inserted(touched, 'MODIFY'), inserted(aRow('b'), 'REMOVE'));

    expect(calls).toEqual([['a']]);
  });
});

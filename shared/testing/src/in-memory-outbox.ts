import { outboxRow } from '@lisa/aws/dynamo/outbox';
import type { Fact } from '@lisa/kit/events/fact';
import type { OutboxRow } from '@lisa/kit/events/outbox-row';
import { countedIds } from './counted-ids.ts';

/** What a fake of a service's tables publishes through; the rows are the real ones. */
export interface InMemoryOutbox {
  /** Every fact that was ever committed, in order. */
  readonly facts: Fact[];
  /** Rows the relay has not forgotten. */
  readonly rows: Map<string, OutboxRow>;
  /** Rows the table's stream has delivered and nobody has taken yet; a retry delivers a row again. */
  readonly stream: OutboxRow[];
  /** Checks the facts as the real outbox does, then lets `write` happen with them, or neither. */
  transact(facts: readonly Fact[], write: () => void): void;
  forget(ids: readonly string[]): void;
  retryOlderThan(seconds: number): Promise<number>;
}

export function inMemoryOutbox(clock: { now(): number }, ids = countedIds()): InMemoryOutbox {
  const facts: Fact[] = [];
  const rows = new Map<string, OutboxRow>();
  const stream: OutboxRow[] = [];
  return {
    facts,
    rows,
    stream,
    transact(committed, write) {
      const made = committed.map((fact) => outboxRow(fact, clock, ids));
      write();
      facts.push(...committed);
      for (const row of made) rows.set(row.id, row);
      stream.push(...made);
    },
    forget: (rowIds) => rowIds.forEach((id) => rows.delete(id)),
    async retryOlderThan(seconds) {
      const before = new Date(clock.now() - seconds * 1000).toISOString();
      const waiting = [...rows.values()].filter(({ committedAt }) => committedAt < before);
      stream.push(...waiting);
      return waiting.length;
    },
  };
}

import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Metadata } from '@lisa/contracts/events/envelope';
import { StackFailed, StackGone, StackReady } from '@lisa/contracts/events/platform.events';
import { sourceOf } from '@lisa/contracts/events/define-event';
import { logger } from '@lisa/kit/logger';
import * as z from 'zod';
import { stackStatusPorts } from '../../composition.ts';
import { stackFact, type StackFact } from '../../domain/stack-fact.ts';

const { bus, busName, stage } = stackStatusPorts();
const contracts = { StackReady, StackFailed, StackGone };

const StatusChange = z.object({
  id: z.string(),
  time: z.string(),
  detail: z.object({
    'stack-id': z.string(),
    'client-request-token': z.string().nullish(),
    'status-details': z.object({ status: z.string(), 'status-reason': z.string().nullish() }),
  }),
});

/** Publishes by itself, without an outbox: it has no table, and CloudFormation's own event is retried and kept on failure. */
export const handler = async (event: unknown): Promise<void> => {
  const { id, time, detail } = StatusChange.parse(event);
  const { status, 'status-reason': reason } = detail['status-details'];
  const fact = stackFact(stage, {
    stackId: detail['stack-id'],
    status,
    reason: reason ?? undefined,
    clientRequestToken: detail['client-request-token'] ?? undefined,
  });
  if (!fact) return;
  logger.info(`${fact.name} for ${fact.data.kind} ${fact.data.uid}`, { stackStatus: status });
  const { FailedEntryCount, Entries } = await bus.send(new PutEventsCommand({ Entries: [entryOf(fact, id, time)] }));
  if (FailedEntryCount)
    throw new Error(`The bus refused ${fact.name}: ${Entries?.[0]?.ErrorMessage ?? 'no reason given'}`);
};

/** The same id for every delivery of the same change: readers recognise a repetition. */
function entryOf({ name, data, correlationId }: StackFact, changeId: string, time: string) {
  const { owner, version, data: schema } = contracts[name];
  const metadata: Metadata = {
    id: `stack-${changeId}`,
    version,
    time: new Date(time).toISOString(),
    correlationId: correlationId ?? changeId,
  };
  return {
    EventBusName: busName,
    Source: sourceOf(owner),
    DetailType: name,
    Detail: JSON.stringify({ metadata, data: schema.parse(data) }),
  };
}

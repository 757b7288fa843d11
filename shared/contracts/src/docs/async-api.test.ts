import { describe, expect, it } from '@jest/globals';
import { ModelReady } from '../events/models.events.ts';
import { StackReady } from '../events/platform.events.ts';
import { subscribe } from '../events/subscribe.ts';
import { allEvents } from './contents.ts';
import { asyncApiDocument } from './documents.ts';
import type { Json } from './json-schema.ts';
import { asyncApiFaults, resolve } from './test/document-faults.ts';

const subscriptions = {
  'serve-router': { onModelReady: subscribe(ModelReady) },
  models: { onStackReady: subscribe(StackReady, { kind: ['model'] }) },
};
const document = asyncApiDocument(subscriptions);
const operations = document['operations'] as Record<string, Json>;

describe('describing every event', () => {
  it('is sound AsyncAPI 3', () => {
    expect(asyncApiFaults(document)).toEqual([]);
  });

  it('lets the owner send each', () => {
    const names = Object.values(allEvents).flatMap((its) => its.map(({ name }) => `send${name}`));

    expect(Object.keys(operations).filter((id) => id.startsWith('send'))).toEqual(names);
    expect(operations['sendModelReady']).toMatchObject({ action: 'send', channel: { $ref: '#/channels/models' } });
  });

  it('lets a subscriber receive what it subscribed to, and says how much of it', () => {
    expect(operations['receiveModelReadyByServeRouter']).toMatchObject({ action: 'receive' });
    expect(operations['receiveStackReadyByModels']?.['summary']).toContain('{"kind":["model"]}');
  });

  it('tells only what is sent where nobody knows who listens', () => {
    const sent = asyncApiDocument()['operations'] as Json;

    expect(Object.keys(sent).filter((id) => !id.startsWith('send'))).toEqual([]);
  });

  it('shows how to receive an event, and one as it travels', () => {
    expect(resolve(document, '#/components/messages/ModelReady')).toMatchObject({
      description: expect.stringContaining('{"source":["lisa.models"],"detail-type":["ModelReady"]}'),
      correlationId: { $ref: '#/components/correlationIds/request' },
      payload: { required: ['metadata', 'data'] },
      examples: [{ payload: { metadata: { version: 1 }, data: ModelReady.example } }],
    });
  });
});

describe('looking for faults', () => {
  it('finds a lost reference and a message of another channel', () => {
    const broken = structuredClone(document);
    (broken['components'] as Json)['correlationIds'] = {};
    (broken['operations'] as Record<string, Json>)['sendModelReady'] = {
      action: 'send',
      channel: { $ref: '#/channels/platform' },
      messages: [{ $ref: '#/channels/models/messages/ModelReady' }],
    };

    const faults = asyncApiFaults(broken).join('\n');

    expect(faults).toContain('#/components/correlationIds/request leads nowhere');
    expect(faults).toContain('sendModelReady has a message of another channel');
  });
});

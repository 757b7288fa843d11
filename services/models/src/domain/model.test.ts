import { describe, expect, it } from '@jest/globals';
import { CreateModelRequest } from '@lisa/contracts/api/models.routes';
import { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { uidOf } from '@lisa/testing/counted-ids';
import { aModel, aReadyModel, aRequestedModel } from '../../test/fakes.ts';
import { nextGeneration, requestedModel, wantGone } from './intents.ts';
import { isSettled, published } from './model.ts';
import { becameFailed, becameReady, becameRouted } from './outcomes.ts';

const accepted = { uid: uidOf(1), correlationId: 'c1', by: 'jo', secretArn: 'arn:secret' };
const largest = CreateModelRequest.parse({
  modelId: 'x'.repeat(128),
  modelName: 'openai/x',
  modelType: 'textgen',
  modelDescription: 'ü'.repeat(4096),
  allowedGroups: Array.from({ length: 256 }, (_, n) => `group-${n}-${'x'.repeat(70)}`),
  apiKey: 'sk-hunter2',
});

describe('a model', () => {
  it('begins wanted, not settled, and without its key', () => {
    const model = requestedModel(largest, accepted, 7);

    expect(model).toMatchObject({ desired: 'running', generation: 1, observedGeneration: 0, version: 1, createdAt: 7 });
    expect(JSON.stringify(model)).not.toContain('hunter2');
  });

  it('publishes what fits its contract and an event, however large it is', () => {
    const projection = published(requestedModel(largest, accepted, 7));

    expect(PublishedModel.parse(projection)).toEqual(projection);
    expect(Buffer.byteLength(JSON.stringify(projection))).toBeLessThan(48 * 1024);
  });

  it('rises in version with every change, and in generation with every intent', () => {
    const model = aRequestedModel();

    expect(becameReady(model, 8)).toMatchObject({ version: 2, generation: 1, changedAt: 8 });
    expect(nextGeneration(model, 8)).toMatchObject({ version: 2, generation: 2 });
    expect(wantGone(aModel(), 'c2', 8)).toMatchObject({ version: 4, generation: 2, correlationId: 'c2' });
  });

  it.each([
    ['asked for', aRequestedModel(), false],
    ['ready', becameReady(aRequestedModel(), 8), true],
    ['failed', becameFailed(aRequestedModel(), 'why', 8), true],
    ['in service', becameRouted(aReadyModel(), 8), true],
    ['wanted gone', wantGone(aModel(), 'c2', 8), false],
    ['tried again', nextGeneration(aRequestedModel(), 8), false],
  ])('that is %s has settled: %s', (_, model, settled) => {
    expect(isSettled(model)).toBe(settled);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ModelReady } from '@lisa/contracts/events/models.events';
import { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { ConversationConfiguration } from '@lisa/contracts/vocabulary/session';
import { selectedModelId, withCurrentModel } from './selected-model.ts';

const chosen = { modelId: 'demo', modelName: 'openai/old', status: 'InService', own: 'kept' };
const configuration = ConversationConfiguration.parse({ selectedModel: chosen });
const model = PublishedModel.parse({
  ...ModelReady.example,
  ready: false,
  status: 'Stopped',
  allowedGroups: ['legal'],
});
const known = { modelId: 'demo', uid: model.uid, version: model.version, model };
const member = (...groups: string[]) => ({ groups, isAdmin: false });

describe('the model a conversation was set up with', () => {
  it('is shown as it is now, without how it is reached', () => {
    const { selectedModel } = withCurrentModel(configuration, known, member('group:legal'))!;

    expect(selectedModel).toMatchObject({ modelId: 'demo', modelName: 'openai/demo', status: 'Stopped', own: 'kept' });
    expect(selectedModel).not.toHaveProperty('target');
  });

  it.each([
    ['to whom it is closed', known, member('sales')],
    ['once it is gone', { ...known, model: undefined }, member('legal')],
    ['while nothing is known of it', undefined, member('legal')],
  ])('is shown as it was %s', (_, knowledge, reader) => {
    expect(withCurrentModel(configuration, knowledge, reader)).toBe(configuration);
  });

  it('is in service as soon as it answers', () => {
    const ready = { ...known, model: { ...model, ready: true, status: 'Creating' as const } };

    expect(withCurrentModel(configuration, ready, member('legal'))?.selectedModel).toMatchObject({
      status: 'InService',
    });
  });

  it('is open to administrators', () => {
    expect(withCurrentModel(configuration, known, { groups: [], isAdmin: true })?.selectedModel).toMatchObject({
      status: 'Stopped',
    });
  });

  it('has an id, or is none', () => {
    expect(selectedModelId(configuration)).toBe('demo');
    expect(selectedModelId(null)).toBeUndefined();
    expect(selectedModelId(ConversationConfiguration.parse({}))).toBeUndefined();
    expect(selectedModelId(ConversationConfiguration.parse({ selectedModel: { modelId: 7 } }))).toBeUndefined();
  });
});

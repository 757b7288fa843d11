import { describe, expect, it } from '@jest/globals';
import { LisaModel } from '@lisa/contracts/api/models.routes';
import { aModel, aReadyModel } from '../../test/fakes.ts';
import { modelView } from './model-view.ts';

describe('showing a model to clients', () => {
  it('says everything that they read, with lists where they expect lists', () => {
    const view = modelView(aModel());

    expect(LisaModel.parse(view)).toMatchObject({
      modelId: 'demo',
      status: 'InService',
      features: [],
      allowedGroups: [],
    });
    expect(view).not.toHaveProperty('failureReason');
  });

  it('says what it waits for', () => {
    expect(modelView(aReadyModel({ reason: 'waits' }))).toMatchObject({ status: 'Creating', failureReason: 'waits' });
  });

  it('shows neither the ARN of its key nor how it is reached', () => {
    const target = { via: 'litellm', model: 'x', secretArn: 'arn:aws:secretsmanager:x' } as const;

    expect(JSON.stringify(modelView(aModel({ target })))).not.toMatch(/secret|litellm/);
  });
});

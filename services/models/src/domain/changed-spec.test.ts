import { describe, expect, it } from '@jest/globals';
import { UpdateModelRequest } from '@lisa/contracts/api/models.routes';
import { aHostedModel, aModel, aRequestedModel } from '../../test/fakes.ts';
import { changedSpec } from './changed-spec.ts';
import type { Model } from './model.ts';

const change = (model: Model, request: object) => changedSpec(model, UpdateModelRequest.parse(request));
const stopped = (model: Model): Model => ({ ...model, status: 'Stopped', desired: 'stopped', ready: false });
const refusal = (model: Model, request: object) => {
  try {
    return change(model, request);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('changing a model', () => {
  it('leaves what is not given, or null, as it is', () => {
    const { spec } = aModel();

    expect(change(aModel(), { modelDescription: 'new', streaming: null })).toEqual({
      ...spec,
      modelDescription: 'new',
    });
  });

  it('keeps neither the key nor whether it is enabled in what is described', () => {
    expect(change(aModel(), { apiKey: 'sk-1', enabled: false })).toEqual(aModel().spec);
  });

  it('adds to the variables of the container, and removes those that are marked', () => {
    const model = aHostedModel();
    model.spec.containerConfig!.environment['OLD'] = 'x';

    const { containerConfig } = change(model, {
      containerConfig: { environment: { OLD: 'LISA_MARKED_FOR_DELETION', NEW: 'y' }, healthCheckRetries: 5 },
    });

    expect(containerConfig?.environment).toEqual({ VLLM_MAX_MODEL_LEN: '8192', NEW: 'y' });
    expect(containerConfig?.healthCheckConfig).toMatchObject({ retries: 5, interval: 10 });
  });

  it.each([
    [{ minCapacity: 2 }, { minCapacity: 2, maxCapacity: 3 }],
    [{ maxCapacity: 1 }, { minCapacity: 1, maxCapacity: 1 }],
    [
      { minCapacity: 0, maxCapacity: 5, desiredCapacity: 4 },
      { minCapacity: 0, maxCapacity: 5, desiredCapacity: 4 },
    ],
  ])('takes the capacity %j', (autoScalingInstanceConfig, capacity) => {
    expect(change(aHostedModel(), { autoScalingInstanceConfig }).autoScalingConfig).toMatchObject(capacity);
  });

  it('moves a capacity that nobody asked for into new bounds', () => {
    const model = aHostedModel();
    const spec = { ...model.spec, autoScalingConfig: { ...model.spec.autoScalingConfig!, desiredCapacity: 3 } };

    const { autoScalingConfig } = change({ ...model, spec }, { autoScalingInstanceConfig: { maxCapacity: 2 } });

    expect(autoScalingConfig?.desiredCapacity).toBe(2);
  });

  it.each([
    ['is on its way', aRequestedModel(), { streaming: false }, 'ModelNotSettled'],
    ['failed', aModel({ status: 'Failed' }), { streaming: false }, 'ModelNotSettled'],
    ['runs', aModel(), { enabled: true }, 'ModelNotStopped'],
    ['is stopped', stopped(aModel()), { enabled: false }, 'ModelNotInService'],
    ['is a provider’s', aModel(), { containerConfig: {} }, 'ModelNotSelfHosted'],
    ['is a provider’s', aModel(), { autoScalingInstanceConfig: { minCapacity: 1 } }, 'ModelNotSelfHosted'],
    ['streams', aModel(), { modelType: 'embedding' }, 'EmbeddingCannotStream'],
    [
      'is ours',
      aHostedModel(),
      { containerConfig: { environment: { VLLM_MAX_MODEL_LEN: 'x' } } },
      'SettingNotAccepted',
    ],
    ['is ours', aHostedModel(), { autoScalingInstanceConfig: { minCapacity: 4 } }, 'SettingNotAccepted'],
    ['is ours', aHostedModel(), { autoScalingInstanceConfig: { desiredCapacity: 4 } }, 'SettingNotAccepted'],
    [
      'is ours',
      aHostedModel(),
      { enabled: false, autoScalingInstanceConfig: { minCapacity: 1 } },
      'StartOrStopWithScaling',
    ],
  ])('refuses a model that %s: %#', (_, model, request, code) => {
    expect(refusal(model, request)).toBe(code);
  });
});

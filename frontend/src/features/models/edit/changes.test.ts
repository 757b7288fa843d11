import { updateModel, type LisaModel } from '@lisa/contracts/api/models.routes';
import { selfHostedModel } from '@lisa/contracts/api/models/examples';
import { describe, expect, it } from '@jest/globals';
import { numberOf, type NumberPath } from '../hosting/numbers.ts';
import type { ModelDraft } from '../model-draft.ts';
import { changesBetween, updateBetween } from './changes.ts';
import { draftOf } from './draft-of.ts';

const model: LisaModel = {
  ...selfHostedModel,
  status: 'InService',
  containerConfig: { ...selfHostedModel.containerConfig!, environment: { VLLM_MAX_MODEL_LEN: '8192', OLD: '1' } },
};
const before = draftOf(model);
const changed = (fields: Partial<ModelDraft>, hosting: Partial<ModelDraft['hosting']> = {}): ModelDraft => ({
  ...before,
  ...fields,
  hosting: { ...before.hosting, ...hosting },
});
const withNumber = (path: NumberPath, text: string): ModelDraft =>
  changed({}, { numbers: { ...before.hosting.numbers, [path]: text } });

describe('reading a model into the form', () => {
  it('loses nothing that could be changed', () => {
    expect(before.hosting.settings).toEqual({ VLLM_MAX_MODEL_LEN: '8192' });
    expect(before.hosting.variables).toEqual([{ name: 'OLD', value: '1' }]);
    expect(numberOf(before.hosting.numbers['autoScalingConfig.metricConfig.targetValue'])).toBe(30);
    expect(changesBetween(before, draftOf(model))).toEqual([]);
  });
});

describe('changing a model', () => {
  it('asks for what differs and nothing else, in the words of the route', () => {
    const after = changed(
      { modelDescription: ' For research ', groups: 'research', apiKey: '' },
      { settings: { VLLM_MAX_MODEL_LEN: '4096' }, variables: [{ name: 'NEW', value: '2' }] },
    );

    expect(updateModel.body.parse(updateBetween(before, after))).toEqual({
      modelDescription: 'For research',
      allowedGroups: ['research'],
      containerConfig: {
        environment: { VLLM_MAX_MODEL_LEN: '4096', NEW: '2', OLD: 'LISA_MARKED_FOR_DELETION' },
      },
    });
  });

  it('shows each difference, and which of them replace its copies', () => {
    const after = changed({ streaming: false }, { settings: { VLLM_MAX_MODEL_LEN: '4096' } });

    expect(changesBetween(before, after)).toEqual([
      { what: 'Word by word', from: 'yes', to: 'no', restarts: false },
      { what: 'VLLM_MAX_MODEL_LEN', from: '8192', to: '4096', restarts: true },
    ]);
  });

  it.each<[NumberPath, string, object]>([
    ['autoScalingConfig.maxCapacity', '5', { autoScalingInstanceConfig: { maxCapacity: 5 } }],
    ['autoScalingConfig.desiredCapacity', '2', { autoScalingInstanceConfig: { desiredCapacity: 2 } }],
    ['containerConfig.sharedMemorySize', '4096', { containerConfig: { sharedMemorySize: 4096 } }],
    ['containerConfig.healthCheckConfig.retries', '5', { containerConfig: { healthCheckRetries: 5 } }],
  ])('sends %s where an update takes it', (path, text, update) => {
    expect(updateModel.body.parse(updateBetween(before, withNumber(path, text)))).toEqual(update);
  });

  it('clears what was emptied', () => {
    const described = { ...before, modelDescription: 'Old words', groups: 'research' };
    const after = { ...described, modelDescription: '', groups: '' };

    expect(updateBetween(described, after)).toEqual({ modelDescription: '', allowedGroups: [] });
  });

  it('never shows a key', () => {
    const after = { ...before, apiKey: 'sk-secret' };

    expect(JSON.stringify(changesBetween(before, after))).not.toContain('sk-secret');
    expect(updateBetween(before, after)).toEqual({ apiKey: 'sk-secret' });
  });
});

import { createModel } from '@lisa/contracts/api/models.routes';
import { describe, expect, it } from '@jest/globals';
import { errorAt, errorsIn } from '../field-errors.ts';
import { emptyDraft, requestOf, type ModelDraft } from '../model-draft.ts';
import { emptyHosting, type HostingDraft } from './hosting-draft.ts';
import { reviewOf } from './review.ts';
import { settingsOf } from './container-words.ts';

const hosted = (hosting: Partial<HostingDraft> = {}, fields: Partial<ModelDraft> = {}): ModelDraft => ({
  ...emptyDraft,
  origin: 'hosted',
  modelId: 'qwen',
  modelName: 'Qwen/Qwen3-8B',
  ...fields,
  hosting: { ...emptyHosting, ...hosting },
});

describe('filling in a self-hosted model', () => {
  it('takes two fields: everything else has a value that the platform accepts', () => {
    expect(errorsIn(hosted())).toEqual(new Map());
    expect(createModel.body.parse(requestOf(hosted()))).toMatchObject({
      modelId: 'qwen',
      modelName: 'Qwen/Qwen3-8B',
      hostingType: 'lisa_hosted',
      inferenceContainer: 'vllm',
      autoScalingConfig: { minCapacity: 1, maxCapacity: 2, metricConfig: { targetValue: 30 } },
      containerConfig: { healthCheckConfig: { command: 'exit 0' } },
      loadBalancerConfig: { healthCheckConfig: { path: '/health' } },
    });
  });

  it('asks for nothing that was left empty', () => {
    const settings = { VLLM_MAX_MODEL_LEN: ' ', VLLM_DTYPE: 'bfloat16' };
    const request = createModel.body.parse(requestOf(hosted({ settings, variables: [{ name: ' A ', value: 'b' }] })));

    expect(request.containerConfig).toMatchObject({ environment: { VLLM_DTYPE: 'bfloat16', A: 'b' } });
    expect(request.containerConfig).not.toHaveProperty('image');
    expect(request.autoScalingConfig).not.toHaveProperty('desiredCapacity');
  });

  it.each<[string, ModelDraft, string, string]>([
    [
      'an empty number',
      number('autoScalingConfig.minCapacity', ''),
      'autoScalingConfig.minCapacity',
      'Give a whole number.',
    ],
    [
      'half a number',
      number('autoScalingConfig.maxCapacity', '1.5'),
      'autoScalingConfig.maxCapacity',
      'Give a whole number.',
    ],
    [
      'a disk that is too small',
      number('autoScalingConfig.blockDeviceVolumeSize', '3'),
      'autoScalingConfig',
      'It must be at least 30.',
    ],
    [
      'more than the most',
      number('autoScalingConfig.minCapacity', '9'),
      'autoScalingConfig.maxCapacity',
      'It must not be below the fewest copies.',
    ],
    [
      'a setting of another kind',
      hosted({ settings: { VLLM_MAX_MODEL_LEN: 'long' } }),
      'containerConfig.environment.VLLM_MAX_MODEL_LEN',
      'It must be a whole number above 0.',
    ],
    [
      'a variable without a name',
      hosted({ variables: [{ name: '', value: 'x' }] }),
      'containerConfig',
      'Give every variable a name.',
    ],
    [
      'a folder that is none',
      hosted({}, { modelName: '../secrets' }),
      'modelName',
      'It must be a folder of the models bucket, for example Qwen/Qwen3-8B.',
    ],
    [
      'a server that serves embeddings only',
      hosted({ container: 'tei' }),
      'inferenceContainer',
      'TEI serves embeddings only: choose another.',
    ],
    ['no folder', hosted({}, { modelName: ' ' }), 'modelName', 'Fill this in.'],
  ])('complains of %s at its place', (_, draft, place, words) => {
    expect(errorAt(errorsIn(draft), place)).toBe(words);
  });
});

function number(path: keyof HostingDraft['numbers'], text: string): ModelDraft {
  return hosted({ numbers: { ...emptyHosting.numbers, [path]: text } });
}

describe('the settings of a model server', () => {
  it('come with what they mean, and with choices where there are few', () => {
    const settings = new Map(settingsOf('tei').map((setting) => [setting.name, setting]));

    expect(settings.get('POOLING')?.choices).toContain('mean');
    expect(settings.get('AUTO_TRUNCATE')?.choices).toEqual(['true', 'false']);
    expect(settings.get('MAX_BATCH_TOKENS')).toMatchObject({ choices: undefined, help: 'Most tokens of one batch' });
  });

  it('stand under one name each', () => {
    expect(settingsOf('vllm').map(({ name }) => name)).not.toContain('MAX_TOTAL_TOKENS');
    expect(settingsOf('tgi').map(({ name }) => name)).toContain('MAX_TOTAL_TOKENS');
  });
});

describe('reviewing a self-hosted model', () => {
  it('shows what was filled in and what stands by itself, step by step', () => {
    const draft = hosted({ settings: { VLLM_MAX_MODEL_LEN: '8192' } }, { groups: 'research' });

    expect(reviewOf(draft, 'Source')).toEqual([{ label: 'Folder of the weights', value: 'Qwen/Qwen3-8B' }]);
    expect(reviewOf(draft, 'Base model')).toContainEqual({ label: 'Used by', value: 'research' });
    expect(reviewOf(draft, 'Container')).toContainEqual({ label: 'VLLM_MAX_MODEL_LEN', value: '8192' });
    expect(reviewOf(draft, 'Instance')).toContainEqual({ label: 'Disk', value: '100 GiB' });
    expect(reviewOf(draft, 'Scaling')).toContainEqual({ label: 'Most copies', value: '2' });
    expect(reviewOf(draft, 'Load balancer')).toContainEqual({ label: 'Path', value: '/health' });
  });
});

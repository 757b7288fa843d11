import { describe, expect, it } from '@jest/globals';
import type { InferenceContainer } from '@lisa/contracts/vocabulary/model-hosting';
import { engineArguments, plainEnvironment } from './engine-arguments.ts';
import type { ModelStackSpec } from './model-stack-spec.ts';
import { variants } from './variants.ts';

const aSpec = (
  inferenceContainer: InferenceContainer,
  environment: Readonly<Record<string, string>> = {},
  modelType: ModelStackSpec['modelType'] = 'textgen',
): ModelStackSpec => {
  const spec = variants['vllm'] as ModelStackSpec;
  return { ...spec, inferenceContainer, modelType, containerConfig: { ...spec.containerConfig, environment } };
};
const line = (...spec: Parameters<typeof aSpec>): string => engineArguments(aSpec(...spec), 4).join(' ');

describe('starting a model server', () => {
  it.each([
    ['vllm', '/weights --served-model-name Qwen/Qwen3-8B --host 0.0.0.0 --port 8080 --tensor-parallel-size 4'],
    ['sglang', '--model-path /weights --served-model-name Qwen/Qwen3-8B --host 0.0.0.0 --port 8080 --tp-size 4'],
    ['tei', '--model-id /weights --served-model-name Qwen/Qwen3-8B --hostname 0.0.0.0 --port 8080'],
    ['tgi', '--model-id /weights --hostname 0.0.0.0 --port 8080 --num-shard 4'],
  ] as const)('needs no settings for %s: all GPUs, its name, every address', (container, expected) => {
    expect(line(container)).toBe(expected);
  });

  it.each([
    [{ VLLM_MAX_MODEL_LEN: '4096' }, '--max-model-len 4096'],
    [{ VLLM_QUANTIZATION: 'awq' }, '--quantization awq'],
    [{ VLLM_MAX_NUM_SEQS: '16' }, '--max-num-seqs 16'],
    [{ VLLM_GPU_MEMORY_UTILIZATION: '0.85' }, '--gpu-memory-utilization 0.85'],
    [{ VLLM_TOOL_CALL_PARSER: 'hermes' }, '--tool-call-parser hermes'],
    [{ VLLM_REASONING_PARSER: 'qwen3' }, '--reasoning-parser qwen3'],
    [{ VLLM_ENABLE_AUTO_TOOL_CHOICE: 'True' }, '--enable-auto-tool-choice'],
  ])('tells vLLM of %j', (environment, expected) => {
    const added = line('vllm', environment).replace(' --tensor-parallel-size 4', '');

    expect(added).toBe(`/weights --served-model-name Qwen/Qwen3-8B --host 0.0.0.0 --port 8080 ${expected}`);
  });

  it('shares a model among fewer GPUs if it is told so', () => {
    expect(line('vllm', { VLLM_TENSOR_PARALLEL_SIZE: '2' })).toMatch(/--tensor-parallel-size 2$/);
  });

  it('takes the older name of the context length, and the newer one before it', () => {
    expect(line('vllm', { MAX_TOTAL_TOKENS: '2048' })).toContain('--max-model-len 2048');
    expect(line('vllm', { MAX_TOTAL_TOKENS: '2048', VLLM_MAX_MODEL_LEN: '4096' })).toContain('--max-model-len 4096');
  });

  it('leaves a switch out that is off', () => {
    expect(line('vllm', { VLLM_ENABLE_AUTO_TOOL_CHOICE: 'false', VLLM_TRUST_REMOTE_CODE: '0' })).toBe(line('vllm'));
  });

  it('tells TEI to refuse long texts, since cutting them is its default', () => {
    const said = line('tei', { AUTO_TRUNCATE: 'false', POOLING: 'cls', DTYPE: 'float16', MAX_BATCH_TOKENS: '32768' });

    expect(said).toContain('--auto-truncate false --dtype float16 --max-batch-tokens 32768 --pooling cls');
  });

  it('asks vLLM and SGLang for embeddings where the model is made for them', () => {
    expect(line('vllm', {}, 'embedding')).toContain('--runner pooling');
    expect(line('sglang', {}, 'embedding')).toContain('--is-embedding');
  });

  it.each([
    ['vllm', { VLLM_MAX_MODEL_LEN: '4k tokens' }],
    ['vllm', { VLLM_GPU_MEMORY_UTILIZATION: '1.5' }],
    ['tei', { POOLING: 'best' }],
    ['sglang', { SGLANG_DTYPE: 'half --trust-remote-code' }],
  ] as const)('refuses %s with %j', (container, environment) => {
    expect(() => line(container, environment)).toThrow(Object.keys(environment)[0]);
  });
});

describe('the environment of a model server', () => {
  it('keeps what is no setting of its own', () => {
    const spec = aSpec('vllm', { VLLM_MAX_MODEL_LEN: '4096', VLLM_LOGGING_LEVEL: 'DEBUG', POOLING: 'mean' });

    expect(plainEnvironment(spec)).toEqual({ VLLM_LOGGING_LEVEL: 'DEBUG', POOLING: 'mean' });
  });
});

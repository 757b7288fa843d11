import { engineSettings, type EngineSettings } from '@lisa/contracts/vocabulary/engine-settings';
import type { InferenceContainer } from '@lisa/contracts/vocabulary/model-hosting';
import type { ModelStackSpec } from './model-stack-spec.ts';

/** Where every model server listens. */
export const containerPort = 8080;
/** Where the container finds the weights, and `images/model-server/start.sh` puts them. */
export const weightsFolder = '/weights';

type ArgumentOf = { readonly [C in InferenceContainer]: { readonly [S in keyof Required<EngineSettings[C]>]: string } };

/**
 * Rendered here and not by a shell script in four images: a setting is then checked, and what a model is started with
 * stands in its task definition.
 */
const argumentOf: ArgumentOf = {
  vllm: {
    VLLM_MAX_MODEL_LEN: '--max-model-len',
    MAX_TOTAL_TOKENS: '--max-model-len',
    VLLM_TENSOR_PARALLEL_SIZE: '--tensor-parallel-size',
    VLLM_QUANTIZATION: '--quantization',
    VLLM_DTYPE: '--dtype',
    VLLM_KV_CACHE_DTYPE: '--kv-cache-dtype',
    VLLM_GPU_MEMORY_UTILIZATION: '--gpu-memory-utilization',
    VLLM_MAX_NUM_SEQS: '--max-num-seqs',
    VLLM_MAX_NUM_BATCHED_TOKENS: '--max-num-batched-tokens',
    VLLM_ENABLE_AUTO_TOOL_CHOICE: '--enable-auto-tool-choice',
    VLLM_TOOL_CALL_PARSER: '--tool-call-parser',
    VLLM_REASONING_PARSER: '--reasoning-parser',
    VLLM_TRUST_REMOTE_CODE: '--trust-remote-code',
  },
  sglang: {
    SGLANG_CONTEXT_LENGTH: '--context-length',
    MAX_TOTAL_TOKENS: '--context-length',
    SGLANG_TP_SIZE: '--tp-size',
    SGLANG_QUANTIZATION: '--quantization',
    SGLANG_DTYPE: '--dtype',
    SGLANG_KV_CACHE_DTYPE: '--kv-cache-dtype',
    SGLANG_MEM_FRACTION_STATIC: '--mem-fraction-static',
    SGLANG_MAX_RUNNING_REQUESTS: '--max-running-requests',
    SGLANG_TOOL_CALL_PARSER: '--tool-call-parser',
    SGLANG_REASONING_PARSER: '--reasoning-parser',
    SGLANG_TRUST_REMOTE_CODE: '--trust-remote-code',
  },
  tei: {
    MAX_BATCH_TOKENS: '--max-batch-tokens',
    MAX_BATCH_REQUESTS: '--max-batch-requests',
    MAX_CLIENT_BATCH_SIZE: '--max-client-batch-size',
    MAX_CONCURRENT_REQUESTS: '--max-concurrent-requests',
    POOLING: '--pooling',
    DTYPE: '--dtype',
    AUTO_TRUNCATE: '--auto-truncate',
  },
  tgi: {
    MAX_TOTAL_TOKENS: '--max-total-tokens',
    MAX_INPUT_TOKENS: '--max-input-tokens',
    MAX_BATCH_PREFILL_TOKENS: '--max-batch-prefill-tokens',
    MAX_CONCURRENT_REQUESTS: '--max-concurrent-requests',
    NUM_SHARD: '--num-shard',
    QUANTIZE: '--quantize',
    DTYPE: '--dtype',
    CUDA_MEMORY_FRACTION: '--cuda-memory-fraction',
    TRUST_REMOTE_CODE: '--trust-remote-code',
  },
};

/** Switches stand alone or not at all; TEI's is on unless it is told `false`. */
const switches = new Set(['--enable-auto-tool-choice', '--trust-remote-code']);
const isTrue = (value: string): boolean => /^(true|1)$/i.test(value);

function rendered(argument: string, value: string): string[] {
  if (switches.has(argument)) return isTrue(value) ? [argument] : [];
  return argument === '--auto-truncate' ? [argument, String(isTrue(value))] : [argument, value];
}

interface Start {
  readonly given: readonly string[];
  /** The argument that says how many GPUs share the model; a setting may say otherwise. */
  readonly shared?: string;
}

const everywhere = (host: string): string[] => [host, '0.0.0.0', '--port', String(containerPort)];
const named = ({ modelName }: ModelStackSpec): string[] => ['--served-model-name', modelName];
const ifEmbedding = ({ modelType }: ModelStackSpec, ...given: string[]): string[] =>
  modelType === 'embedding' ? given : [];

/** What a server is told before anybody sets anything: its weights, its name, where to listen. */
const started: { readonly [C in InferenceContainer]: (spec: ModelStackSpec) => Start } = {
  vllm: (spec) => ({
    given: [weightsFolder, ...named(spec), ...everywhere('--host'), ...ifEmbedding(spec, '--runner', 'pooling')],
    shared: '--tensor-parallel-size',
  }),
  sglang: (spec) => ({
    given: [
      '--model-path',
      weightsFolder,
      ...named(spec),
      ...everywhere('--host'),
      ...ifEmbedding(spec, '--is-embedding'),
    ],
    shared: '--tp-size',
  }),
  tei: (spec) => ({ given: ['--model-id', weightsFolder, ...named(spec), ...everywhere('--hostname')] }),
  // It answers under any name.
  tgi: () => ({ given: ['--model-id', weightsFolder, ...everywhere('--hostname')], shared: '--num-shard' }),
};

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

/**
 * The arguments that the image's server is started with. Where a setting has two names the first in the table counts;
 * what nobody sets is left to the server. Throws for a setting that does not fit its rule.
 */
export function engineArguments(spec: ModelStackSpec, gpus: number): string[] {
  const { inferenceContainer: container, containerConfig } = spec;
  const settings: Readonly<Record<string, string | undefined>> = engineSettings[container].parse(
    containerConfig.environment,
  );
  const { given, shared } = started[container](spec);
  const chosen = new Map(shared ? [[shared, String(gpus)]] : []);
  for (const [setting, argument] of Object.entries(argumentOf[container]).reverse()) {
    const value = settings[setting];
    if (value !== undefined) chosen.set(argument, value);
  }
  return [...given, ...[...chosen].sort(byName).flatMap(([argument, value]) => rendered(argument, value))];
}

/** Environment that is not a setting of the server, for the container as it is. */
export function plainEnvironment(spec: ModelStackSpec): Record<string, string> {
  const settings = argumentOf[spec.inferenceContainer];
  return Object.fromEntries(Object.entries(spec.containerConfig.environment).filter(([name]) => !(name in settings)));
}

import * as z from 'zod';
import type { InferenceContainer } from './model-hosting.ts';

const count = z
  .string()
  .regex(/^[1-9]\d*$/, 'must be a whole number above 0')
  .optional();
const fraction = z
  .string()
  .regex(/^(0?\.\d*[1-9]\d*|1(\.0+)?)$/, 'must be above 0 and at most 1')
  .optional();
const flag = z
  .string()
  .regex(/^(true|false|1|0)$/i, 'must be true or false')
  .optional();
const word = z
  .string()
  .regex(/^[\w.:/-]+$/, 'must be one word')
  .optional();

const VllmSettings = z.object({
  VLLM_MAX_MODEL_LEN: count.describe('Longest context in tokens. Default: what the model was made for'),
  MAX_TOTAL_TOKENS: count.describe('Older name of VLLM_MAX_MODEL_LEN'),
  VLLM_TENSOR_PARALLEL_SIZE: count.describe('GPUs that share the model. Default: all of the instance'),
  VLLM_QUANTIZATION: word.describe('How the weights are quantized, for example awq or fp8'),
  VLLM_DTYPE: word.describe('Number format of the weights, for example bfloat16'),
  VLLM_KV_CACHE_DTYPE: word.describe('Number format of the key-value cache, for example fp8'),
  VLLM_GPU_MEMORY_UTILIZATION: fraction.describe('Share of GPU memory that it may use'),
  VLLM_MAX_NUM_SEQS: count.describe('Most requests at once'),
  VLLM_MAX_NUM_BATCHED_TOKENS: count.describe('Most tokens of one step'),
  VLLM_ENABLE_AUTO_TOOL_CHOICE: flag.describe('The model may call tools of its own accord; needs a tool call parser'),
  VLLM_TOOL_CALL_PARSER: word.describe('How the model writes tool calls, for example hermes'),
  VLLM_REASONING_PARSER: word.describe('How the model marks its reasoning, for example qwen3'),
  VLLM_TRUST_REMOTE_CODE: flag.describe('Runs Python code that lies beside the weights'),
});

const SglangSettings = z.object({
  SGLANG_CONTEXT_LENGTH: count.describe('Longest context in tokens. Default: what the model was made for'),
  MAX_TOTAL_TOKENS: count.describe('Another name of SGLANG_CONTEXT_LENGTH'),
  SGLANG_TP_SIZE: count.describe('GPUs that share the model. Default: all of the instance'),
  SGLANG_QUANTIZATION: word.describe('How the weights are quantized, for example awq or fp8'),
  SGLANG_DTYPE: word.describe('Number format of the weights, for example bfloat16'),
  SGLANG_KV_CACHE_DTYPE: word.describe('Number format of the key-value cache, for example fp8_e4m3'),
  SGLANG_MEM_FRACTION_STATIC: fraction.describe('Share of GPU memory for weights and cache'),
  SGLANG_MAX_RUNNING_REQUESTS: count.describe('Most requests at once'),
  SGLANG_TOOL_CALL_PARSER: word.describe('How the model writes tool calls, for example qwen25'),
  SGLANG_REASONING_PARSER: word.describe('How the model marks its reasoning, for example qwen3'),
  SGLANG_TRUST_REMOTE_CODE: flag.describe('Runs Python code that lies beside the weights'),
});

const TeiSettings = z.object({
  MAX_BATCH_TOKENS: count.describe('Most tokens of one batch'),
  MAX_BATCH_REQUESTS: count.describe('Most requests of one batch'),
  MAX_CLIENT_BATCH_SIZE: count.describe('Most texts in one request'),
  MAX_CONCURRENT_REQUESTS: count.describe('Most requests at once; more are refused'),
  POOLING: z.enum(['cls', 'mean', 'splade', 'last-token']).optional().describe('How tokens become one vector'),
  DTYPE: z.enum(['float16', 'float32']).optional().describe('Number format of the weights'),
  AUTO_TRUNCATE: flag.describe('Cuts texts that are too long, instead of refusing them'),
});

const TgiSettings = z.object({
  MAX_TOTAL_TOKENS: count.describe('Longest context in tokens. Default: what the memory allows'),
  MAX_INPUT_TOKENS: count.describe('Longest prompt in tokens; less than MAX_TOTAL_TOKENS'),
  MAX_BATCH_PREFILL_TOKENS: count.describe('Most prompt tokens of one batch'),
  MAX_CONCURRENT_REQUESTS: count.describe('Most requests at once; more are refused'),
  NUM_SHARD: count.describe('GPUs that share the model. Default: all of the instance'),
  QUANTIZE: word.describe('How the weights are quantized, for example awq or fp8'),
  DTYPE: z.enum(['float16', 'bfloat16']).optional().describe('Number format of the weights'),
  CUDA_MEMORY_FRACTION: fraction.describe('Share of GPU memory that it may use'),
  TRUST_REMOTE_CODE: flag.describe('Runs Python code that lies beside the weights'),
});

/** What each model server reads from `containerConfig.environment`; other variables reach the container as they are. */
export const engineSettings = { vllm: VllmSettings, sglang: SglangSettings, tei: TeiSettings, tgi: TgiSettings };
export type EngineSettings = { readonly [C in InferenceContainer]: z.infer<(typeof engineSettings)[C]> };

/** The context window that settings ask for, in tokens; undefined if they leave it to the model. */
export function contextWindowOf(environment: Readonly<Record<string, string>>): number | undefined {
  const length =
    environment['VLLM_MAX_MODEL_LEN'] ?? environment['SGLANG_CONTEXT_LENGTH'] ?? environment['MAX_TOTAL_TOKENS'];
  return length === undefined ? undefined : Number(length);
}

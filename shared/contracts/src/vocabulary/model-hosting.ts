import * as z from 'zod';

/** The program that serves the weights; vLLM unless something speaks against it. */
export const InferenceContainer = z
  .enum(['vllm', 'sglang', 'tei', 'tgi'])
  .describe('The model server: vLLM, SGLang, Text Embeddings Inference or Text Generation Inference');
export type InferenceContainer = z.infer<typeof InferenceContainer>;

/** Nothing in it may mean more than one folder: it stands in IAM policies, object keys and a command line. */
export const WeightsFolder = z
  .string()
  .max(512)
  .regex(
    /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/,
    'must be a folder of the models bucket, for example Qwen/Qwen3-8B',
  )
  .describe('Where the weights lie in the models bucket; also the name under which the model is served');

export const InstanceType = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'must be an EC2 instance type, for example g6.xlarge')
  .describe('EC2 instance type with a GPU; each copy of the model has one instance for itself');
export type InstanceType = z.infer<typeof InstanceType>;

export const MetricConfig = z.object({
  albMetricName: z
    .enum(['RequestCountPerTarget', 'TargetResponseTime'])
    .default('RequestCountPerTarget')
    .describe('What decides on capacity: requests per copy and minute, or the 90th percentile of response times'),
  targetValue: z
    .number()
    .min(0)
    .default(30)
    .describe('The value that scaling holds the metric at: requests per minute, or seconds'),
  duration: z
    .int()
    .positive()
    .describe('Seconds of one measurement; kept for clients, target tracking looks each minute'),
  estimatedInstanceWarmup: z
    .int()
    .positive()
    .describe('Seconds until a new copy answers, weights loaded: so long no check fails it and no other is added'),
});
export type MetricConfig = z.infer<typeof MetricConfig>;

const scalingRange = {
  minCapacity: z
    .int()
    .min(0)
    .describe('Fewest copies. With 0 an idle model has none, and the first request, which fails, brings one back'),
  maxCapacity: z.int().positive().max(100).describe('Most copies; not below minCapacity'),
  desiredCapacity: z.int().positive().optional().describe('Copies to begin with. Default: minCapacity, at least 1'),
};

export const AutoScalingConfig = z
  .object({
    blockDeviceVolumeSize: z
      .int()
      .min(30)
      .max(16_384)
      .default(50)
      .describe('GiB of the encrypted root volume: the image, and weights where the instance has no disk of its own'),
    ...scalingRange,
    cooldown: z.int().positive().describe('Seconds after removing a copy before the next may be removed'),
    defaultInstanceWarmup: z.int().min(1).max(3600).describe('Seconds an instance needs before its load counts'),
    metricConfig: MetricConfig,
  })
  .refine(({ minCapacity, maxCapacity }) => minCapacity <= maxCapacity, {
    path: ['maxCapacity'],
    message: 'must not be below minCapacity',
  })
  .refine(
    ({ minCapacity, maxCapacity, desiredCapacity }) =>
      desiredCapacity === undefined || (minCapacity <= desiredCapacity && desiredCapacity <= maxCapacity),
    { path: ['desiredCapacity'], message: 'must lie between minCapacity and maxCapacity' },
  )
  .refine(
    ({ minCapacity, metricConfig }) => minCapacity > 0 || metricConfig.albMetricName === 'RequestCountPerTarget',
    {
      path: ['minCapacity'],
      message: 'may be 0 only with RequestCountPerTarget: an idle model has no response time to scale by',
    },
  );
export type AutoScalingConfig = z.infer<typeof AutoScalingConfig>;

export const LoadBalancerConfig = z.object({
  healthCheckConfig: z
    .object({
      path: z.string().min(1).max(1024).startsWith('/').describe('What the load balancer asks each copy for'),
      interval: z.int().min(5).max(300).describe('Seconds between two checks'),
      timeout: z.int().min(2).max(120).describe('Seconds a check may take; less than interval'),
      healthyThresholdCount: z.int().min(2).max(10).describe('Checks that must succeed before it gets requests'),
      unhealthyThresholdCount: z.int().min(2).max(10).describe('Checks that must fail before it gets none'),
    })
    .refine(({ interval, timeout }) => timeout < interval, {
      path: ['timeout'],
      message: 'must be less than interval',
    }),
});
export type LoadBalancerConfig = z.infer<typeof LoadBalancerConfig>;

/** Limits are those of ECS: what it would refuse minutes later is refused here. */
export const ContainerHealthCheck = z.object({
  command: z
    .union([z.string().min(1), z.array(z.string()).min(1)])
    .describe('A shell command, or a list that begins with CMD or CMD-SHELL'),
  interval: z.int().min(5).max(300).describe('Seconds between two checks'),
  startPeriod: z.int().min(1).max(300).describe('Seconds at the start in which failures do not count'),
  timeout: z.int().min(2).max(60).describe('Seconds a check may take'),
  retries: z.int().min(1).max(10).describe('Failures in a row after which the container is replaced'),
});

export const ContainerConfig = z.object({
  image: z
    .object({
      baseImage: z.string().min(1).describe('An image built from one of ours, by digest or tag'),
      type: z.string().min(1).describe("`ecr` or `asset`, as LISA's clients send it"),
    })
    .nullish()
    .describe("Another image than the release's own"),
  sharedMemorySize: z.int().positive().describe('MiB of /dev/shm, which GPUs exchange data through'),
  healthCheckConfig: ContainerHealthCheck,
  environment: z
    .record(z.string().min(1, 'must have a name'), z.string())
    .default({})
    .describe('Settings of the model server (see EngineSettings), and other variables it reads'),
  memoryReservation: z
    .int()
    .min(0)
    .optional()
    .describe('MiB reserved for the container. Default: the memory of the instance less 2048'),
});
export type ContainerConfig = z.infer<typeof ContainerConfig>;

/** As the value of an environment variable in an update it removes that variable. */
export const markedForDeletion = 'LISA_MARKED_FOR_DELETION';

import type { InstanceType } from '@lisa/contracts/vocabulary/model-hosting';

export interface Hardware {
  readonly gpus: number;
  readonly vcpus: number;
  readonly memoryGib: number;
}

type Row = readonly [size: string, vcpus: number, memoryGib: number, gpus: number];

/** Sizes of G5 and G6: they differ in the GPU alone (A10G, L4). */
const g5Sizes: readonly Row[] = [
  ['xlarge', 4, 16, 1],
  ['2xlarge', 8, 32, 1],
  ['4xlarge', 16, 64, 1],
  ['8xlarge', 32, 128, 1],
  ['12xlarge', 48, 192, 4],
  ['16xlarge', 64, 256, 1],
  ['24xlarge', 96, 384, 4],
  ['48xlarge', 192, 768, 8],
];

/**
 * EC2 instance types with NVIDIA GPUs that both the ECS GPU image (AL2023, x86-64) and the model servers support.
 * Source: "Specifications for Amazon EC2 accelerated computing instances" in the EC2 instance types guide.
 */
const families: Readonly<Record<string, readonly Row[]>> = {
  g4dn: [
    ['xlarge', 4, 16, 1],
    ['2xlarge', 8, 32, 1],
    ['4xlarge', 16, 64, 1],
    ['8xlarge', 32, 128, 1],
    ['12xlarge', 48, 192, 4],
    ['16xlarge', 64, 256, 1],
    ['metal', 96, 384, 8],
  ],
  g5: g5Sizes,
  g6: g5Sizes,
  gr6: [
    ['4xlarge', 16, 128, 1],
    ['8xlarge', 32, 256, 1],
  ],
  g6e: [
    ['xlarge', 4, 32, 1],
    ['2xlarge', 8, 64, 1],
    ['4xlarge', 16, 128, 1],
    ['8xlarge', 32, 256, 1],
    ['12xlarge', 48, 384, 4],
    ['16xlarge', 64, 512, 1],
    ['24xlarge', 96, 768, 4],
    ['48xlarge', 192, 1536, 8],
  ],
  p4d: [['24xlarge', 96, 1152, 8]],
  p4de: [['24xlarge', 96, 1152, 8]],
  p5: [
    ['4xlarge', 16, 256, 1],
    ['48xlarge', 192, 2048, 8],
  ],
  p5e: [['48xlarge', 192, 2048, 8]],
  p5en: [['48xlarge', 192, 2048, 8]],
  'p6-b200': [['48xlarge', 192, 2048, 8]],
};

const hardware = new Map<string, Hardware>(
  Object.entries(families).flatMap(([family, rows]) =>
    rows.map(([size, vcpus, memoryGib, gpus]) => [`${family}.${size}`, { gpus, vcpus, memoryGib }] as const),
  ),
);

/** Every instance type that a model can be hosted on, smallest families first. */
export const instanceTypes: readonly InstanceType[] = [...hardware.keys()];

/** What an instance type has; undefined for one that no model can be hosted on. */
export const hardwareOf = (instanceType: InstanceType): Hardware | undefined => hardware.get(instanceType);

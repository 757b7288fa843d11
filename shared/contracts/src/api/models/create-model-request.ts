import * as z from 'zod';
import { engineSettings } from '../../vocabulary/engine-settings.ts';
import { WeightsFolder, type ContainerConfig, type InferenceContainer } from '../../vocabulary/model-hosting.ts';
import { fitsOneEvent } from '../../vocabulary/model.ts';
import { apiKeyField, hostingFields, modelFields, tooLarge } from './model-fields.ts';

/** Load balancers have these names in commercial, Chinese and isolated partitions. */
const loadBalancerHost = /\.elb\.([a-z0-9-]+\.)?(amazonaws\.com(\.cn)?|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk)$/;
const isLoadBalancer = (url: string): boolean => loadBalancerHost.test(new URL(url).hostname);

const hostingNames = Object.keys(hostingFields) as (keyof typeof hostingFields)[];
type HostingGiven = { readonly [K in keyof typeof hostingFields]?: unknown };
const missingIn = (request: HostingGiven) => hostingNames.filter((name) => request[name] == null);

interface Asked extends HostingGiven {
  readonly modelName: string;
  readonly inferenceContainer?: InferenceContainer | null | undefined;
  readonly containerConfig?: ContainerConfig | null | undefined;
  readonly hostingType: string;
  readonly modelType: string;
  readonly streaming: boolean;
  readonly modelUrl?: string | null | undefined;
  readonly route?: string | undefined;
}

type Complaint = readonly [field: string | readonly PropertyKey[], message: string];

/** The name of a model of ours is a folder, and its variables have to mean something to its server. */
export function settingComplaints({ modelName, inferenceContainer, containerConfig }: Asked): Complaint[] {
  const name = WeightsFolder.safeParse(modelName).error?.issues ?? [];
  const settings = engineSettings[inferenceContainer ?? 'vllm'].safeParse(containerConfig?.environment ?? {});
  const variables = settings.error?.issues ?? [];
  return [
    ...name.map(({ message }): Complaint => ['modelName', message]),
    ...variables.map(({ path, message }): Complaint => [['containerConfig', 'environment', ...path], message]),
  ];
}

/** Half a description of a self-hosted model is refused by name: ignored, it would quietly become a provider's model. */
function hostingComplaints(request: Asked): Complaint[] {
  const missing = missingIn(request);
  if (missing.length === hostingNames.length && request.hostingType !== 'lisa_hosted') return [];
  if (request.hostingType === 'internal_hosted')
    return [['hostingType', 'internal_hosted runs elsewhere: give modelUrl and no hosting fields']];
  if (missing.length === 0) return settingComplaints(request);
  return missing.map((name) => [name, `is required for a self-hosted model, with ${hostingNames.join(', ')}`]);
}

function addressComplaints({ hostingType, modelUrl, route }: Asked): Complaint[] {
  if (hostingType === 'internal_hosted' && !modelUrl) return [['modelUrl', 'is required for internal_hosted']];
  if (hostingType === 'internal_hosted' && !isLoadBalancer(String(modelUrl)))
    return [
      [
        'modelUrl',
        'must name a load balancer of this partition, for example http://internal-x.us-east-1.elb.amazonaws.com',
      ],
    ];
  if (route === 'direct' && hostingType === 'third_party' && !modelUrl)
    return [['modelUrl', 'is required for the direct route']];
  return [];
}

const streamingComplaints = ({ modelType, streaming }: Asked): Complaint[] =>
  modelType === 'embedding' && streaming ? [['streaming', 'an embedding model cannot stream']] : [];

/** The request of `POST /models`; fields that LISA's clients send and we do not know are ignored. All hosting fields make it `lisa_hosted`. */
export const CreateModelRequest = z
  .object({ ...modelFields, apiKey: apiKeyField, ...hostingFields })
  .transform((request) => (missingIn(request).length === 0 ? asSelfHosted(request) : request))
  .superRefine((request, { addIssue }) => {
    const complaints = [...streamingComplaints(request), ...addressComplaints(request), ...hostingComplaints(request)];
    for (const [field, message] of complaints) addIssue({ code: 'custom', path: [field].flat(), message });
  })
  .refine(fitsOneEvent, tooLarge);
export type CreateModelRequest = z.infer<typeof CreateModelRequest>;

/** Whoever names the default beside all hosting fields means a model of ours. */
const asSelfHosted = <R extends { hostingType: 'third_party' | 'lisa_hosted' | 'internal_hosted' }>(request: R): R =>
  request.hostingType === 'third_party' ? { ...request, hostingType: 'lisa_hosted' } : request;

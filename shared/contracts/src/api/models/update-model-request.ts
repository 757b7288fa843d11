import * as z from 'zod';
import { ContainerHealthCheck, markedForDeletion } from '../../vocabulary/model-hosting.ts';
import { fitsOneEvent } from '../../vocabulary/model.ts';
import { apiKeyField, modelFields, tooLarge } from './model-fields.ts';

const anyField = (fields: object): boolean => Object.values(fields).some((value) => value != null);
const nothing = { message: 'at least one field must be given' };

/** How many copies run, and how that changes; what is not given stays. */
export const AutoScalingChange = z
  .object({
    minCapacity: z.int().min(0).nullish(),
    maxCapacity: z.int().positive().max(100).nullish(),
    desiredCapacity: z.int().positive().nullish(),
    cooldown: z.int().positive().nullish(),
    defaultInstanceWarmup: z.int().min(1).max(3600).nullish(),
  })
  .refine(anyField, nothing);
export type AutoScalingChange = z.infer<typeof AutoScalingChange>;

const { command, interval, timeout, startPeriod, retries } = ContainerHealthCheck.shape;

/** What of the container changes; its tasks are replaced one after the other. */
export const ContainerChange = z.object({
  environment: z
    .record(z.string().min(1, 'must have a name'), z.string())
    .nullish()
    .describe(`Added to what is there; the value ${markedForDeletion} removes a variable`),
  sharedMemorySize: z.int().positive().nullish(),
  healthCheckCommand: command.nullish(),
  healthCheckInterval: interval.nullish(),
  healthCheckTimeout: timeout.nullish(),
  healthCheckStartPeriod: startPeriod.nullish(),
  healthCheckRetries: retries.nullish(),
});
export type ContainerChange = z.infer<typeof ContainerChange>;

const { modelType, modelDescription, allowedGroups, features } = modelFields;

/** The request of `PUT /models/{modelId}`: what is not given stays as it is. */
export const UpdateModelRequest = z
  .object({
    enabled: z.boolean().nullish().describe('false stops the model, true starts it again'),
    autoScalingInstanceConfig: AutoScalingChange.nullish(),
    containerConfig: ContainerChange.nullish(),
    modelType: modelType.nullish(),
    modelDescription,
    streaming: z.boolean().nullish(),
    allowedGroups,
    features,
    apiKey: apiKeyField,
  })
  .refine(anyField, nothing)
  .refine(fitsOneEvent, tooLarge);
export type UpdateModelRequest = z.infer<typeof UpdateModelRequest>;

import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { env } from '@lisa/kit/env';
import * as z from 'zod';

const { BUS, STAGE } = env(process.env, z.object({ BUS: z.string().min(1), STAGE: z.string().min(1) }));

export const stage = STAGE;
export const busName = BUS;
export const bus = new EventBridgeClient({});

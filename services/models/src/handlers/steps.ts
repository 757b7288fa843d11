import { steps } from '@lisa/kit/workflow/step';
import { ports } from '../composition.ts';
import { modelSteps } from '../workflows/model-steps.ts';

/** Every workflow step, by name. */
export const handler = steps(modelSteps(ports()));

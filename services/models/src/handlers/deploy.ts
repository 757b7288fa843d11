import { steps } from '@lisa/kit/workflow/step';
import { ports } from '../composition.ts';
import { deploySteps } from '../workflows/model-steps.ts';

/** What changes stacks and hands roles to what runs in them; nobody else may. */
export const handler = steps(deploySteps(ports()));

import type { LifecycleStep, LisaModel } from '@lisa/contracts/api/models.routes';
import { isOnItsWay } from '../../ui/status-looks.ts';

type StepState = 'done' | 'under way' | 'failed' | 'ahead';

export interface ShownStep extends LifecycleStep {
  readonly state: StepState;
  /** Milliseconds since the step before it was done. */
  readonly took?: number;
}

/** Each step in people's words: its name, and what it is about. */
export const stepWords: Readonly<Record<LifecycleStep['name'], readonly [name: string, meaning: string]>> = {
  requested: ['Requested', 'Accepted and begun'],
  withdrawn: ['Withdrawn', 'Routers send it no more requests'],
  stack: ['Stack', 'Its servers and its load balancer'],
  probe: ['Probe', 'A real request, to see that it answers'],
  routed: ['Routed', 'Every router sends it requests'],
};

/** The way of the last request: what is done, under way, failed or still ahead. */
export function shownSteps({ steps, status }: Pick<LisaModel, 'steps' | 'status'>): readonly ShownStep[] {
  const current = steps.findIndex(({ at }) => at === undefined);
  return steps.map((step, index) => {
    const before = steps[index - 1]?.at;
    if (step.at !== undefined)
      return { ...step, state: 'done', ...(before !== undefined && { took: step.at - before }) };
    if (index !== current) return { ...step, state: 'ahead' };
    return { ...step, state: isOnItsWay(status) ? 'under way' : status === 'Failed' ? 'failed' : 'ahead' };
  });
}

/** Where a model stands on its way: "Step 2 of 4: stack"; nothing once it has settled. */
export function progressOf(model: Pick<LisaModel, 'steps' | 'status'>): string | undefined {
  const steps = shownSteps(model);
  const index = steps.findIndex(({ state }) => state === 'under way');
  const step = steps[index];
  return step && `Step ${index + 1} of ${steps.length}: ${stepWords[step.name][0].toLowerCase()}`;
}

/** A span of time as people say it: 850 ms, 12 s, 3 min 5 s. */
export function spanOf(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

import { currentTrace } from '@lisa/kit/trace';
import { nextGeneration } from '../domain/intents.ts';
import { isSelfHosted, isSettled, type Model } from '../domain/model.ts';
import type { Ports, WorkflowName } from '../ports.ts';
import { intentOf } from './intent.ts';

function workflowFor({ desired, status }: Model): WorkflowName {
  if (desired === 'gone') return 'DeleteModel';
  return status === 'Creating' ? 'CreateModel' : 'UpdateModel';
}

/** Starts what the model's last intent needs; what `ModelRequested` and the sweep call. Harmless when repeated. */
export async function startWorkflow(uid: string, { models, workflows, clock }: Ports): Promise<void> {
  const model = await models.findByUid(uid);
  if (!model || isSettled(model)) return;
  const { modelId, generation, correlationId } = model;
  const trace = currentTrace() ?? { correlationId };
  const execution = await workflows.start(workflowFor(model), {
    modelId,
    uid,
    generation,
    selfHosted: isSelfHosted(model),
    trace: { ...trace, correlationId },
  });
  if (execution.isRunning) return;
  // That execution ended without settling the model: the same intent goes on as the next generation.
  const again = nextGeneration(model, clock.now());
  await models.commit(model, again, intentOf(again));
}

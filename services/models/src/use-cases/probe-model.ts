import type { Stops, Ports } from '../ports.ts';
import { askedAt } from '../domain/model.ts';
import { withEndpoint } from '../domain/outcomes.ts';
import { ownModel, type Execution } from './own-model.ts';

/** It does not answer yet; the workflow tries again for a while. */
export class NotReadyYet extends Error {
  override readonly name = 'NotReadyYet';
}

/** Its tasks stop again and again, so that waiting is in vain. */
export class TasksStop extends Error {
  override readonly name = 'TasksStop';
}

/** As many failed tasks as end a deployment of ECS. */
const enoughStops = 3;

interface Deployed extends Execution {
  readonly endpoint?: string | undefined;
}

/** Makes one real call of a model that is to run; throws `NotReadyYet` or `TasksStop` with what came instead of an answer. */
export async function probeModel({ endpoint, ...execution }: Deployed, ports: Ports): Promise<void> {
  const model = await ownModel(execution, ports);
  if (model?.desired !== 'running') return;
  const { target, spec } = withEndpoint(model, endpoint);
  const instead = await ports.probe.call(target, spec.modelType);
  if (!instead) return;
  const { count, last }: Stops = await ports.containers.stops(model.uid, askedAt(model));
  const words = [`The model does not answer: ${instead}`, last && `Last task: ${last}`].filter(Boolean).join('; ');
  throw count >= enoughStops ? new TasksStop(words) : new NotReadyYet(words);
}

import type { Stack } from '@lisa/contracts/vocabulary/stack';
import { Failure } from '@lisa/kit/failure';
import type { Model } from '../domain/model.ts';
import { stackIsReady } from '../domain/outcomes.ts';
import type { Ports } from '../ports.ts';
import { explain } from './explain.ts';

/** What a stack tells the workflow that made it; the template names the output. */
const resultOf = ({ outputs }: Stack) => ({ endpoint: outputs['ModelEndpointUrl'] });

/** Ends the wait: the stack is as it was ordered. */
export async function answerReady(model: Model, stack: Stack, { models, workflows, clock }: Ports): Promise<void> {
  // Before the answer, so that the next step finds the record at rest. That somebody changed it meanwhile does not matter here.
  await models.commit(model, stackIsReady(model, clock.now())).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
  });
  await workflows.answer(model.wait!.token, { result: resultOf(stack) });
}

/** Ends the wait: the stack is gone. */
export const answerGone = (model: Model, { workflows }: Ports): Promise<void> =>
  workflows.answer(model.wait!.token, { result: {} });

/** Ends the wait: what was ordered failed, for a reason an operator can act on. */
export async function answerFailed(model: Model, stack: Stack, ports: Ports): Promise<void> {
  const cause = await explain(model, `The stack is ${stack.status}`, ports);
  await ports.workflows.answer(model.wait!.token, { error: 'StackFailed', cause });
}

/** The stack settled for somebody else; the step is tried again. */
export const answerMoved = (model: Model, { workflows }: Ports): Promise<void> =>
  workflows.answer(model.wait!.token, { error: 'StackMoved', cause: 'Another change of the stack has ended' });

import type { StackOperation } from '@lisa/aws/stacks/stacks';
import { StackMoved, type Stack } from '@lisa/contracts/vocabulary/stack';
import type { Model } from '../domain/model.ts';
import { nowWaits } from '../domain/outcomes.ts';
import { isOutdated, looksAgainAfter, planFor, type StackPlan } from '../domain/stack-plan.ts';
import type { Ports } from '../ports.ts';
import { answerFailed, answerReady } from './answer-wait.ts';
import { ownModel, type Execution } from './own-model.ts';
import { answerBy, stackSettled } from './stack-settled.ts';

/**
 * Brings the model's stack on its way to what is wanted; the workflow waits under this token until it has settled.
 * The token is kept before CloudFormation is asked, and the stack read once more after: an event may come first.
 */
export async function deployStack(execution: Execution, taskToken: string, ports: Ports): Promise<void> {
  const { models, stacks, workflows, clock } = ports;
  const model = await ownModel(execution, ports);
  if (!model) return workflows.answer(taskToken, { result: {} });
  const stack = await stacks.find(model.uid);
  if (stack && isOutdated(model, stack, clock.now()))
    throw new StackMoved(`The stack of ${model.modelId} is on the move; look again`);
  const plan = planFor(model, stack);
  const wait = { token: taskToken, generation: model.generation, looksAgain: looksAgainAfter(plan) };
  const waiting = nowWaits(model, wait, clock.now());
  await models.commit(model, waiting);
  // Whoever waited before this step was overtaken; its own state has ended or ends now.
  if (model.wait) await workflows.answer(model.wait.token, { result: {} });
  await carryOut[plan](waiting, stack, ports);
  // Where there was none to remove nobody is waited for: one that is found all the same was made meanwhile, and is looked at again.
  await stackSettled({ uid: model.uid, isOverdue: plan === 'rest' && !stack }, ports);
}

const operationOf = ({ uid, generation, correlationId }: Model): StackOperation => ({ uid, generation, correlationId });

const orderOf = (model: Model, { blueprints }: Ports, running?: number) => ({
  ...operationOf(model),
  subject: model.modelId,
  ...blueprints.of(model, running),
});

type CarryOut = (model: Model, stack: Stack | undefined, ports: Ports) => Promise<void>;

const nothing: CarryOut = async () => undefined;

const carryOut: Readonly<Record<StackPlan, CarryOut>> = {
  create: (model, _, ports) => ports.stacks.create(orderOf(model, ports)),

  // Scaling may have changed how many copies run; a change of something else leaves that alone.
  async update(model, stack, ports) {
    const running = model.keepsCopies ? await ports.containers.running(model.uid) : undefined;
    const changes = await ports.stacks.update(orderOf(model, ports, running));
    // CloudFormation says nothing of a stack that is as it should be.
    if (!changes) await answerReady(model, stack!, ports);
  },

  remove: (model, _, ports) => ports.stacks.remove(operationOf(model)),
  cancel: ({ uid }, _, ports) => ports.stacks.cancelUpdate(uid),
  'give up': (model, stack, ports) => answerFailed(model, stack!, ports),
  wait: nothing,
  'wait for other': nothing,
  // Read once more it may be described as it was before.
  rest: async (model, stack, ports) => void (stack && (await answerBy(stack, model, ports))),
};

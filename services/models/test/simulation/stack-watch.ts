import type { SimulatedCloudFormation, StackOperation } from '@lisa/testing/simulator/cloud-formation';
import type { SimulatedStack } from '@lisa/testing/simulator/stack';
import { copiesOf, stackSpecOf } from '../../src/stacks/stack-spec.ts';
import { isSelfHosted, type Model } from '../../src/domain/model.ts';
import type { Models } from '../../src/ports.ts';
import type { ModelStackSpec } from '../../src/stacks/model-stack-spec.ts';
import { generationIn, stackNameOf, stage, uidInStackName } from './names.ts';
import type { Outside } from './outside.ts';
import type { Watch } from './watch.ts';

const complete = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);

const specIn = ({ content }: SimulatedStack): ModelStackSpec => JSON.parse(content.template) as ModelStackSpec;

/** How a self-hosted model that has settled differs from its stack and its engine; nothing for any other. */
export function wrongWithStack(model: Model, { stacks }: SimulatedCloudFormation, outside: Outside): string[] {
  if (!isSelfHosted(model) || model.status === 'Failed') return [];
  const stack = stacks.get(stackNameOf(model.uid));
  if (!stack) return ['it has no stack'];
  if (!complete.has(stack.status)) return [`its stack is ${stack.status}`];
  const silence = model.ready ? outside.notReady(model.uid) : undefined;
  return [...(silence ? [`it does not answer: ${silence}`] : []), ...differences(model, specIn(stack))];
}

/** Copies may be as many as scaling has set, but none of a stopped model. */
function differences(model: Model, actual: ModelStackSpec): string[] {
  const { desiredCapacity, ...expected } = stackSpecOf(model, stage);
  const { desiredCapacity: copies, ...rest } = actual;
  const { minCapacity, maxCapacity } = model.spec.autoScalingConfig!;
  const isWithin = desiredCapacity === 0 ? copies === 0 : copies >= Math.max(1, minCapacity) && copies <= maxCapacity;
  return [
    ...(isWithin ? [] : [`its stack has ${copies} copies instead of ${copiesOf(model, undefined)}`]),
    ...(JSON.stringify(rest) === JSON.stringify(expected) ? [] : ['its stack is made from another specification']),
  ];
}

/** A process that stood still may act on what it read before; no longer than it is allowed to live. */
export const longestLife = 130_000;

/** The client request token of who meddles. */
export const byHand = 'by-hand';

interface Asked {
  readonly operation: StackOperation;
  readonly stackName: string;
  readonly token: string | undefined;
}

/** Says what is wrong with an operation that CloudFormation just accepted. */
export function watchOperation(asked: Asked, models: Models, watch: Watch, now: number): void {
  if (asked.token === byHand) return;
  const tell = (model: Model | undefined) => wrongWithOperation(asked, model, now).forEach(watch.say);
  void models.findByUid(uidInStackName(asked.stackName)).then(tell);
}

/** What is wrong with an operation that CloudFormation accepted, for the model that exists or does not. */
function wrongWithOperation({ operation, stackName, token = '' }: Asked, model: Model | undefined, now: number) {
  const uid = uidInStackName(stackName);
  const isNamed = token.startsWith(`${uid}-`);
  if (!/^[0-9a-z]{26}$/.test(uid)) return [`stack ${stackName} is not named by a uid`];
  if (operation !== 'delete' && !isNamed) return [`${operation} of ${stackName} as ${token}`];
  return model ? wrongForModel(operation, isNamed ? generationIn(token) : model.generation, model, now) : [];
}

function wrongForModel(operation: StackOperation, generation: number, model: Model, now: number): string[] {
  const { modelId, desired, changedAt } = model;
  if (operation === 'delete' && desired !== 'gone') return [`the stack of ${modelId} is deleted while it is wanted`];
  const isLate = generation < model.generation && now - changedAt > longestLife;
  return isLate ? [`${operation} of the stack of ${modelId} for generation ${generation}, long after the next`] : [];
}

import { isMoving, isReady, isRemovable, isUpdatable, unclear, type Stack } from '@lisa/contracts/vocabulary/stack';
import { isGoingBack, type Model, type Wait } from './model.ts';

/** What is to be done with the stack of a model, for its last intent. `rest`: nothing, it has settled already. */
export type StackPlan = 'create' | 'update' | 'remove' | 'cancel' | 'wait' | 'wait for other' | 'rest' | 'give up';

/** How long what CloudFormation describes may be older than what it told, in milliseconds: generously, it is seconds. */
const outdatedFor = 60_000;

/** What was read of the stack cannot be decided on: it contradicts itself, or is older than what was told already. */
export function isOutdated({ stackEnded }: Model, stack: Stack, now: number): boolean {
  if (stack.status === unclear) return true;
  if (!stackEnded || !isMoving(stack) || now - stackEnded.at > outdatedFor) return false;
  return stack.generation === 0 ? stackEnded.generation === 0 : stack.generation <= stackEnded.generation;
}

/** From what is wanted and what is there, whatever happened before. */
export function planFor(model: Model, stack: Stack | undefined): StackPlan {
  const isLeaving = model.desired === 'gone';
  if (!stack) return isLeaving ? 'rest' : 'create';
  const isOurs = stack.generation === model.generation;
  if (isMoving(stack)) return isOurs ? 'wait' : planForMoving(model, stack);
  if (isOurs) return 'rest';
  if (isLeaving) return 'remove';
  return isUpdatable(stack) ? 'update' : 'give up';
}

/** An earlier intent is under way. What is to go, or to go back, need not see it through. */
function planForMoving(model: Model, stack: Stack): StackPlan {
  const isLeaving = model.desired === 'gone';
  if (canGo(model, stack)) return 'remove';
  if (stack.status === 'UPDATE_IN_PROGRESS' && (isLeaving || isGoingBack(model))) return 'cancel';
  return 'wait for other';
}

/** After these the stack settles by somebody else's operation, and the step has to look again. */
export const looksAgainAfter = (plan: StackPlan): boolean => plan === 'cancel' || plan === 'wait for other';

export type Verdict = 'done' | 'failed' | 'look again' | 'not yet';

/**
 * What a stack says to who waits for it. An overdue wait is so old that no step can still be about to act on what it read:
 * if nothing is under way then whose end will be told, what it read was not true.
 */
export function verdictOn(stack: Stack | undefined, model: Model, wait: Wait, isOverdue = false): Verdict {
  const verdict = stack ? verdictOnFound(stack, model, wait) : verdictOnMissing(model, wait);
  return isOverdue && verdict === 'not yet' && !isUnderWay(stack, model) ? 'look again' : verdict;
}

function verdictOnMissing({ desired }: Model, { looksAgain }: Wait): Verdict {
  if (desired === 'gone') return 'done';
  return looksAgain ? 'look again' : 'not yet';
}

function verdictOnFound(stack: Stack, model: Model, { looksAgain }: Wait): Verdict {
  if (isMoving(stack)) return 'not yet';
  if (looksAgain) return 'look again';
  // An operation of another generation: ours has not begun, and whoever begins it looks again afterwards.
  if (stack.generation !== model.generation) return 'not yet';
  return isReady(stack) && model.desired !== 'gone' ? 'done' : 'failed';
}

/** What can go at once need not be waited for. */
const isUnderWay = (stack: Stack | undefined, model: Model): boolean =>
  stack !== undefined && isMoving(stack) && (stack.generation === model.generation || !canGo(model, stack));

const canGo = ({ desired }: Model, stack: Stack): boolean => desired === 'gone' && isRemovable(stack);

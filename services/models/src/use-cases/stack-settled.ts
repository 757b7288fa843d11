import { isMoving, StackMoved, type Stack } from '@lisa/contracts/vocabulary/stack';
import { isSettled, type Model, type Wait } from '../domain/model.ts';
import { verdictOn, type Verdict } from '../domain/stack-plan.ts';
import type { Ports } from '../ports.ts';
import { answerFailed, answerGone, answerMoved, answerReady } from './answer-wait.ts';

interface StackNews {
  readonly uid: string;
  /** Of the operation that is said to have ended; left out by who only looks. */
  readonly generation?: number;
  /** Nothing has been heard for so long that no step can still be about to act. */
  readonly isOverdue?: boolean;
}

/** Answers the workflow that waits for this stack, if it has settled; what StackReady and its like, the deploy step and the sweep call. */
export async function stackSettled({ uid, generation, isOverdue }: StackNews, ports: Ports): Promise<void> {
  const model = await ports.models.findByUid(uid);
  const wait = waitOf(model);
  if (!model || !wait) return;
  const stack = await ports.stacks.find(uid);
  const verdict = verdictOn(stack, model, wait, isOverdue);
  if (verdict !== 'not yet') return answer[verdict](model, stack, ports);
  const isAwaited = generation !== undefined && (wait.looksAgain || generation === model.generation);
  if (isAwaited) ensureFollowed(stack);
}

type Answer = (model: Model, stack: Stack | undefined, ports: Ports) => Promise<void>;

const answer: Readonly<Record<Exclude<Verdict, 'not yet'>, Answer>> = {
  done: (model, stack, ports) => (stack ? answerReady(model, stack, ports) : answerGone(model, ports)),
  failed: (model, stack, ports) => answerFailed(model, stack as Stack, ports),
  'look again': (model, _, ports) => answerMoved(model, ports),
};

/** What the last intent waits with; undefined if nobody waits for it any more. */
const waitOf = (model: Model | undefined): Wait | undefined =>
  model && !isSettled(model) && model.wait?.generation === model.generation ? model.wait : undefined;

/** What was told is true; while CloudFormation's answers are behind it, this is tried again. */
function ensureFollowed(stack: Stack | undefined): void {
  if (stack && isMoving(stack)) throw new StackMoved(`The stack is said to have settled and is still ${stack.status}`);
}

import { isMoving, StackMoved, type Stack } from '@lisa/contracts/vocabulary/stack';
import { isSettled, type Model, type Wait } from '../domain/model.ts';
import { stackHasEnded } from '../domain/outcomes.ts';
import { verdictOn, type Verdict } from '../domain/stack-plan.ts';
import type { Ports } from '../ports.ts';
import { isChangedMeanwhile } from './repairs.ts';
import { answerFailed, answerGone, answerMoved, answerReady } from './answer-wait.ts';

interface StackNews {
  readonly uid: string;
  /** Of the operation that is said to have ended, 0 for somebody else's; left out by who only looks. */
  readonly generation?: number;
  /** Nothing has been heard for so long that no step can still be about to act. */
  readonly isOverdue?: boolean;
}

/** Somebody writes the record while it is looked at: who waits then may be another one. */
const attempts = 3;

/** Answers the workflow that waits for this stack, if it has settled; what StackReady and its like, the deploy step and the sweep call. */
export async function stackSettled(news: StackNews, ports: Ports): Promise<void> {
  for (let attempt = 1; attempt < attempts; attempt++)
    try {
      return await answerWhoWaits(news, ports);
    } catch (error) {
      if (!isChangedMeanwhile(error)) throw error;
    }
  return answerWhoWaits(news, ports);
}

async function answerWhoWaits({ uid, generation, isOverdue }: StackNews, ports: Ports): Promise<void> {
  const found = await ports.models.findByUid(uid);
  if (!found) return;
  const wait = waitOf(found);
  const stack = wait && (await ports.stacks.find(uid));
  const model = await noted(found, endedBy(generation, stack), ports);
  if (!wait) return;
  if (await answerBy(stack, model, ports, isOverdue)) return;
  const isAwaited = generation !== undefined && (wait.looksAgain || generation === model.generation);
  if (isAwaited) ensureFollowed(stack);
}

/** Ends the wait of this model if its stack, as it was read, says how; false if not. */
export async function answerBy(
  stack: Stack | undefined,
  model: Model,
  ports: Ports,
  isOverdue = false,
): Promise<boolean> {
  const verdict = verdictOn(stack, model, model.wait!, isOverdue);
  if (verdict !== 'not yet') await answer[verdict](model, stack, ports);
  return verdict !== 'not yet';
}

/** Generation of the operation that is known to have ended, by what is told or by what is read; undefined if none is. */
function endedBy(generation: number | undefined, stack: Stack | undefined): number | undefined {
  const rests = stack && !isMoving(stack) ? stack.generation : undefined;
  return generation === undefined ? rests : Math.max(generation, rests ?? 0);
}

/**
 * Kept even if nobody waits: whoever comes next and reads an older description must not wait for what was told already.
 * Not of a model that is ready: its stack is known to rest, and the version that routers are to serve has been published.
 */
async function noted(model: Model, ended: number | undefined, { models, clock }: Ports): Promise<Model> {
  const { generation: known = -1 } = model.stackEnded ?? {};
  const isNews = ended === 0 || (ended !== undefined && ended > known);
  if (!isNews || (isSettled(model) && model.ready)) return model;
  const next = stackHasEnded(model, ended, clock.now());
  await models.commit(model, next);
  return next;
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

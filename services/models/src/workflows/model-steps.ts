import { Uid } from '@lisa/contracts/vocabulary/ids';
import { step, type Step } from '@lisa/kit/workflow/step';
import * as z from 'zod';
import type { Ports } from '../ports.ts';
import { checkSources } from '../use-cases/check-sources.ts';
import { deployStack } from '../use-cases/deploy-stack.ts';
import { probeModel } from '../use-cases/probe-model.ts';
import { removeOrphan } from '../use-cases/remove-orphan.ts';
import { fail, removeApiKey, settle, settleGone, withdraw } from '../use-cases/workflow-steps.ts';

const Execution = z.object({ uid: Uid, generation: z.int().positive() });

/** What the wait for its stack left behind; nothing for a model without one. */
const Deployed = Execution.extend({ stack: z.object({ endpoint: z.string().optional() }).optional() }).transform(
  ({ stack, ...execution }) => ({ ...execution, endpoint: stack?.endpoint }),
);

/** What Catch leaves in `$.failure`: the error's name, and as its cause the text or Lambda's JSON around it. */
const Failed = Execution.extend({ failure: z.object({ Error: z.string(), Cause: z.string().optional() }) });
type Caught = z.infer<typeof Failed>['failure'];

/** Lambda's JSON around the words of an error; undefined for anything else. */
function wordsIn(cause: string): string | undefined {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : undefined;
  } catch {
    return undefined;
  }
}

/** Errors whose cause says everything by itself. */
const speakForThemselves = new Set(['StackFailed', 'StackMoved']);

function reasonOf({ Error: name, Cause = '' }: Caught): string {
  const words = wordsIn(Cause) ?? Cause;
  if (name === 'StackRefused') return `CloudFormation refused the stack: ${words}`;
  if (speakForThemselves.has(name)) return words;
  return wordsIn(Cause) ?? (Cause ? `${name}: ${Cause}` : name);
}

/** The steps that the workflows name, but for those that change stacks. */
export const modelSteps = (ports: Ports): Readonly<Record<string, Step>> => ({
  CheckSources: step(Execution, (execution) => checkSources(execution, ports)),
  Probe: step(Deployed, (deployed) => probeModel(deployed, ports)),
  Settle: step(Deployed, (deployed) => settle(deployed, ports)),
  Withdraw: step(Execution, (execution) => withdraw(execution, ports)),
  RemoveApiKey: step(Execution, (execution) => removeApiKey(execution, ports)),
  SettleGone: step(Execution, (execution) => settleGone(execution, ports)),
  MarkFailed: step(Failed, ({ failure, ...execution }) =>
    fail({ ...execution, reason: reasonOf(failure), isTimeout: failure.Error === 'States.Timeout' }, ports),
  ),
});

/** The steps that change stacks: `deploy` alone has them. */
export const deploySteps = (ports: Ports): Readonly<Record<string, Step>> => ({
  DeployStack: step(Execution, (execution, taskToken) => deployStack(execution, tokenOf(taskToken), ports)),
  RemoveOrphan: step(z.object({ uid: Uid }), ({ uid }) => removeOrphan(uid, ports)),
});

function tokenOf(taskToken: string | undefined): string {
  if (!taskToken) throw new Error('DeployStack waits for its stack: call it with .waitForTaskToken and taskToken');
  return taskToken;
}

import { Uid } from '@lisa/contracts/vocabulary/ids';
import { step, type Step } from '@lisa/kit/workflow/step';
import * as z from 'zod';
import type { Ports } from '../ports.ts';
import { fail, removeApiKey, settleGone, settleReady, withdraw } from '../use-cases/workflow-steps.ts';

const Execution = z.object({ uid: Uid, generation: z.int().positive() });

/** What Catch leaves in `$.failure`: the error's name, and as its cause the text or Lambda's JSON around it. */
const Failed = Execution.extend({ failure: z.object({ Error: z.string(), Cause: z.string().optional() }) });

function reasonOf({ Error: name, Cause = '' }: z.infer<typeof Failed>['failure']): string {
  try {
    const { errorMessage } = JSON.parse(Cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : `${name}: ${Cause}`;
  } catch {
    return Cause ? `${name}: ${Cause}` : name;
  }
}

/** The steps that CreateModel and DeleteModel name. */
export const modelSteps = (ports: Ports): Readonly<Record<string, Step>> => ({
  SettleReady: step(Execution, (execution) => settleReady(execution, ports)),
  Withdraw: step(Execution, (execution) => withdraw(execution, ports)),
  RemoveApiKey: step(Execution, (execution) => removeApiKey(execution, ports)),
  SettleGone: step(Execution, (execution) => settleGone(execution, ports)),
  MarkFailed: step(Failed, ({ failure, ...execution }) => fail({ ...execution, reason: reasonOf(failure) }, ports)),
});

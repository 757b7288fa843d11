import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { currentTrace } from '@lisa/kit/trace';
import type { Deployer } from '../ports.ts';

/** Hands an orphan to the function `deploy`, which alone may remove it; asynchronously, so one that fails is found again. */
export const lambdaDeployer = (lambda: LambdaClient, FunctionName: string): Deployer => ({
  async removeOrphan(uid) {
    const trace = currentTrace() ?? { correlationId: uid };
    const Payload = JSON.stringify({ step: 'RemoveOrphan', input: { uid, trace } });
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
  },
});

import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { FunctionFailed } from './authorize.ts';
import type { Invoke } from './authorize.ts';
import { emulatorClient } from './emulator-client.ts';

/** Invokes functions through the emulator's Lambda API. A cold start may take seconds; API Gateway gives up after 29. */
export function lambdaInvoke(emulator: string): Invoke {
  const client = new LambdaClient(emulatorClient(emulator, 29_000));
  return async (FunctionName, event) => {
    const invocation = client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    const { Payload, FunctionError } = await invocation.catch((error: unknown) => {
      throw error instanceof ResourceNotFoundException ? new FunctionFailed(error.message) : error;
    });
    const returned: unknown = JSON.parse(Payload?.transformToString() || 'null');
    if (FunctionError !== undefined) throw new FunctionFailed(messageIn(returned));
    return returned;
  };
}

const messageIn = (returned: unknown): string =>
  typeof returned === 'object' && returned !== null && 'errorMessage' in returned
    ? String(returned.errorMessage)
    : 'The function failed';

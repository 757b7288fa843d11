import { credentialOf, TokenRejected } from '@lisa/gateway/verify';
import type { HeaderValues } from '@lisa/gateway/verify';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { authorize, Unauthorized } from '../use-cases/authorize.ts';
import type { Decision, Ports } from '../use-cases/authorize.ts';

/** API Gateway's question, answered in its words. Rejects as `authorize` does. */
export async function answer(
  event: APIGatewayRequestAuthorizerEvent,
  ports: Ports,
): Promise<APIGatewayAuthorizerResult> {
  const { methodArn, requestContext } = event;
  const credential = presentedIn(event.multiValueHeaders ?? event.headers ?? {});
  const decision = await authorize({ credential, methodArn }, ports);
  return policyOf(decision, requestContext.requestId);
}

function presentedIn(headers: HeaderValues): string | undefined {
  try {
    return credentialOf(headers, { apiKeyAllowed: false });
  } catch (error) {
    throw error instanceof TokenRejected ? new Unauthorized(error) : error;
  }
}

function policyOf({ effect, principal, methodArn }: Decision, correlationId: string): APIGatewayAuthorizerResult {
  const { principalId, username, displayName, groups } = principal;
  return {
    principalId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: methodArn }],
    },
    // API Gateway passes text, numbers and booleans only.
    context: { username, displayName, groups: JSON.stringify(groups), authType: 'jwt', correlationId },
  };
}

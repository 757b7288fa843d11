import { TokenRejected } from '@lisa/gateway/verify';
import type { Principal, TokenVerifier } from '@lisa/gateway/verify';
import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';

/** Somebody whose token verified; name what matters. */
export const aPrincipal = (changes: Partial<Principal> = {}): Principal => ({
  issuer: 'https://issuer.example',
  principalId: 'user-1',
  username: 'user-1',
  displayName: 'Ada',
  groups: [],
  tokenUse: 'id',
  expiresAt: 1_800_000_000,
  ...changes,
});

/** A verifier that knows these tokens and rejects all others. */
export const verifierKnowing = (
  tokens: Readonly<Record<string, Principal | Error>>,
): Pick<TokenVerifier, 'verify'> => ({
  async verify(token) {
    const outcome = tokens[token] ?? new TokenRejected('form');
    if (outcome instanceof Error) throw outcome;
    return outcome;
  },
});

/** What API Gateway asks its authorizer, cut down to what an authorizer may read. */
export const anAuthorizerEvent = (changes: Partial<APIGatewayRequestAuthorizerEvent> = {}) =>
  ({
    type: 'REQUEST',
    methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abc123/dev/GET/models/m1',
    resource: '/models/{modelId}',
    path: '/models/m1',
    httpMethod: 'GET',
    headers: null,
    multiValueHeaders: null,
    pathParameters: { modelId: 'm1' },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    requestContext: { requestId: 'request-1', stage: 'dev', resourcePath: '/models/{modelId}', httpMethod: 'GET' },
    ...changes,
  }) as APIGatewayRequestAuthorizerEvent;

import { describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from '@lisa/gateway/verify';
import { adversarialTokens, publishedKeys, validToken } from '@lisa/gateway/verify/adversarial-tokens';
import { NOW_MS, testIssuer, testSettings } from '@lisa/gateway/verify/test-issuer';
import { aPrincipal, anAuthorizerEvent, verifierKnowing } from '../../test/fakes.ts';
import { answer } from './answer.ts';

const roles = { adminGroup: 'admin', userGroup: '', ragAdminGroup: '' };
const ada = aPrincipal({ groups: ['admin', 'zürich "north"'] });
const ports = { verifier: verifierKnowing({ ada, stranger: aPrincipal({ groups: [] }) }), roles };
const asking = (headers: Record<string, string[]>) => answer(anAuthorizerEvent({ multiValueHeaders: headers }), ports);

describe("answering API Gateway's question", () => {
  it('allows this one method and path, and passes on who calls', async () => {
    await expect(asking({ Authorization: ['Bearer ada'] })).resolves.toEqual({
      principalId: 'user-1',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: 'arn:aws:execute-api:us-east-1:123456789012:abc123/dev/GET/models/m1',
          },
        ],
      },
      context: {
        username: 'user-1',
        displayName: 'Ada',
        groups: '["admin","zürich \\"north\\""]',
        authType: 'jwt',
        correlationId: 'request-1',
      },
    });
  });

  it('accepts the raw token, as the SDK sends it', async () => {
    await expect(asking({ authorization: ['ada'], 'api-key': ['ada'] })).resolves.toMatchObject({
      principalId: 'user-1',
    });
  });

  it('reads the plain headers when the event has no others', async () => {
    const event = anAuthorizerEvent({ headers: { authorization: 'Bearer ada' }, multiValueHeaders: null });

    await expect(answer(event, ports)).resolves.toMatchObject({ principalId: 'user-1' });
  });

  it('denies a verified user who is not admitted', async () => {
    const strict = { ...ports, roles: { ...roles, userGroup: 'staff' } };
    const event = anAuthorizerEvent({ multiValueHeaders: { authorization: ['Bearer stranger'] } });

    await expect(answer(event, strict)).resolves.toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Deny', Resource: event.methodArn }] },
    });
  });

  const anonymous: [what: string, headers: Record<string, string[]>][] = [
    ['no credential', {}],
    ['an empty one', { authorization: ['Bearer '] }],
    ['an API key header alone', { 'api-key': ['ada'] }],
    ['two Authorization headers', { authorization: ['Bearer ada', 'Bearer ada'] }],
    ['two spellings of the header', { authorization: ['Bearer ada'], Authorization: ['Bearer stranger'] }],
    ['an unknown token', { authorization: ['Bearer unknown'] }],
    ['another scheme', { authorization: ['Basic ada'] }],
  ];
  for (const [what, headers] of anonymous) {
    it(`is 401 with ${what}`, async () => {
      await expect(asking(headers)).rejects.toThrow(/^Unauthorized$/);
    });
  }

  it('reads no token from the query string', async () => {
    const query = { queryStringParameters: { token: 'ada', access_token: 'ada', Authorization: 'ada' } };

    await expect(answer(anAuthorizerEvent({ ...query, multiValueHeaders: {} }), ports)).rejects.toThrow('Unauthorized');
  });
});

describe('answering with the strict check behind it', () => {
  const verifierFor = (settings: object = {}) =>
    createTokenVerifier(testSettings(settings), {
      fetchJson: testIssuer(...publishedKeys).fetchJson,
      now: () => NOW_MS,
    });
  const judging = (token: string, settings?: object) =>
    answer(anAuthorizerEvent({ multiValueHeaders: { authorization: [`Bearer ${token}`] } }), {
      verifier: verifierFor(settings),
      roles,
    });

  it('allows the token that all adversarial ones are derived from', async () => {
    await expect(judging(validToken)).resolves.toMatchObject({ context: { username: 'user-1' } });
  });

  for (const [name, , token, settings] of Object.values(adversarialTokens).flat()) {
    // HTTP itself drops whitespace around a header's value, so there it is the valid token.
    if (token.trim() === validToken && settings === undefined) continue;
    it(`is 401 with ${name}`, async () => {
      await expect(judging(token, settings)).rejects.toThrow(/^Unauthorized$/);
    });
  }
});

import { describe, expect, it } from '@jest/globals';
import { AuthorizerReply, verdict } from './policy.ts';

const arn = 'arn:aws:execute-api:us-east-1:000000000000:api/local/GET/mcp/s1/mcp';

const aPolicy = (...statements: readonly object[]): AuthorizerReply =>
  AuthorizerReply.parse({
    policyDocument: {
      Statement: statements.map((statement) => ({ Action: 'execute-api:Invoke', Effect: 'Allow', ...statement })),
    },
  });

describe('judging a request by a policy', () => {
  it.each([
    ['exactly this method', arn],
    ['a path prefix', 'arn:aws:execute-api:us-east-1:000000000000:api/local/GET/mcp/*'],
    ['one of several', ['arn:aws:execute-api:other', arn]],
    ['a single character', arn.replace('s1', 's?')],
  ])('allows %s', (_, Resource) => {
    expect(verdict(aPolicy({ Resource }), arn)).toBe('allowed');
  });

  it.each([
    ['another method', { Resource: arn.replace('GET', 'POST') }],
    ['a longer path', { Resource: arn.replace('/mcp/s1/mcp', '/mcp') }],
    ['another action', { Resource: '*', Action: 's3:GetObject' }],
    ['a dot taken literally', { Resource: arn.replace('us-east-1', 'us.east.1') }],
  ])('does not allow %s', (_, statement) => {
    expect(verdict(aPolicy(statement), arn)).toBe('not allowed');
  });

  it('lets an explicit Deny win', () => {
    expect(verdict(aPolicy({ Resource: '*' }, { Resource: arn, Effect: 'Deny' }), arn)).toBe('denied');
  });

  it('refuses a statement with a condition, which nothing here would check', () => {
    expect(() => aPolicy({ Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } })).toThrow(
      'Condition',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { GatewayResponse } from './api-definition.ts';
import { gatewayAnswer } from './gateway-response.ts';
import type { Incoming } from './incoming.ts';
import { Refusal, unavailable } from './refusal.ts';

const asked: Incoming = {
  id: 'r1',
  httpMethod: 'GET',
  path: '/models',
  query: '',
  stage: 'local',
  host: 'localhost',
  sourceIp: '127.0.0.1',
  rawHeaders: [],
  header: (name) => (name === 'Origin' ? 'http://site' : undefined),
};

const aResponse = (changes: Partial<GatewayResponse>): GatewayResponse => ({
  status: undefined,
  parameters: {
    'gatewayresponse.header.Access-Control-Allow-Origin': 'method.request.header.Origin',
    'gatewayresponse.header.X-Id': 'context.requestId',
  },
  template:
    '{"error":"Forbidden","message":$context.error.messageString,"type":"$context.error.responseType","at":"${context.path}"}',
  isDefault: false,
  ...changes,
});

describe('answering for the gateway', () => {
  it('fills in the deployed gateway response', () => {
    const responses = new Map([['ACCESS_DENIED', aResponse({ status: 403 })]]);

    const answer = gatewayAnswer(new Refusal('ACCESS_DENIED', 'Not "you"'), responses, asked);

    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toEqual({
      error: 'Forbidden',
      message: 'Not "you"',
      type: 'ACCESS_DENIED',
      at: '/local/models',
    });
    expect(answer.headers).toEqual({
      'Content-Type': 'application/json',
      'Access-Control-Allow-Origin': 'http://site',
      'X-Id': 'r1',
    });
  });

  it('takes the family of a type nobody customized and keeps the status of the type', () => {
    const family = aResponse({ template: '{"error":"Some 4xx","message":$context.error.messageString}' });
    const responses = new Map([
      ['UNAUTHORIZED', aResponse({ isDefault: true })],
      ['DEFAULT_4XX', family],
    ]);

    const answer = gatewayAnswer(new Refusal('UNAUTHORIZED', 'Unauthorized'), responses, asked);

    expect(answer).toMatchObject({ status: 401, body: '{"error":"Some 4xx","message":"Unauthorized"}' });
  });

  it('has a body and CORS headers of its own where nothing is deployed', () => {
    const answer = gatewayAnswer(
      new Refusal('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token'),
      new Map(),
      asked,
    );

    expect(answer).toEqual({
      status: 403,
      headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
      body: '{"error":"Forbidden","message":"Missing Authentication Token"}',
    });
  });

  it('keeps our words, with deployed headers, for answers API Gateway does not have', () => {
    const responses = new Map([['DEFAULT_5XX', aResponse({})]]);

    const answer = gatewayAnswer(unavailable('Come back'), responses, asked);

    expect(answer).toMatchObject({ status: 503, body: '{"error":"Service Unavailable","message":"Come back"}' });
    expect(answer.headers).toMatchObject({ 'Retry-After': '1', 'Access-Control-Allow-Origin': 'http://site' });
  });
});

import { createSign, generateKeyPairSync } from 'node:crypto';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientSettings } from '../stack-values.ts';
import { aModel, call, modelGone, modelInService, place, platform, tokenOf } from './running-platform.ts';

let admin: string;
let user: string;
beforeAll(async () => {
  [admin, user] = await Promise.all([tokenOf('admin'), tokenOf('user')]);
});

const infer = async (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
  path = '/v1/chat/completions',
) => {
  const answer = await fetch(`${platform.serveUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const hello = (model: string) => JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] });

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as Record<string, unknown>;

/** Signed by a key of our own: everything about it is right but who signed it. */
function forged(header: object, claims: object): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

/** A genuine token that has run out: the pool is told to issue one for a second, and 31 more pass for the leeway. */
async function expired(): Promise<string> {
  const cognito = new CognitoIdentityProviderClient(clientSettings(place));
  const key = { UserPoolId: platform.userPoolId, ClientId: platform.clientId };
  const { UserPoolClient = {} } = await cognito.send(new DescribeUserPoolClientCommand(key));
  const { ClientSecret: _, CreationDate: __, LastModifiedDate: ___, ...usual } = UserPoolClient;
  const brief = {
    ...usual,
    ...key,
    IdTokenValidity: 1,
    TokenValidityUnits: { ...usual.TokenValidityUnits, IdToken: 'seconds' as const },
  };
  await cognito.send(new UpdateUserPoolClientCommand(brief));
  let token: string;
  try {
    token = await tokenOf('user');
  } finally {
    await cognito.send(new UpdateUserPoolClientCommand({ ...usual, ...key }));
  }
  const wait = Number(claimsOf(token)['exp']) * 1000 + 31_000 - Date.now();
  if (wait > 60_000) throw new Error('The pool did not issue a brief token');
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
  return token;
}

describe('presenting a credential that is none', () => {
  const credentials: Record<string, string> = {};
  beforeAll(async () => {
    const claims = claimsOf(user);
    credentials['expired'] = await expired();
    credentials['of a foreign issuer'] = forged(
      { alg: 'RS256', kid: 'k1', typ: 'JWT' },
      { ...claims, iss: 'https://issuer.example' },
    );
    credentials['signed by another key'] = forged({ alg: 'RS256', kid: 'k1', typ: 'JWT' }, claims);
    credentials['unsigned (alg none)'] = `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
    credentials['no token at all'] = 'not-a-token';
  });

  it.each(['expired', 'of a foreign issuer', 'signed by another key', 'unsigned (alg none)', 'no token at all'])(
    'refuses one %s',
    async (kind) => {
      const credential = String(credentials[kind]);

      const control = await call('GET', '/models', credential);
      const inference = await infer(hello('demo'), bearer(credential));

      expect(control.status).toBe(401);
      expect(control.body).toMatchObject({ error: 'Unauthorized' });
      expect(inference.status).toBe(401);
      expect(inference.body).toEqual({ error: 'Unauthorized', message: 'Not authenticated' });
    },
  );

  it('refuses none', async () => {
    expect((await call('GET', '/models')).status).toBe(401);
    expect((await infer(hello('demo'), {})).body).toEqual({ error: 'Unauthorized', message: 'Not authenticated' });
  });

  it('takes a raw token and an Api-Key where clients send them', async () => {
    expect((await infer(hello('demo'), { authorization: user })).status).toBe(200);
    expect((await infer(hello('demo'), { 'api-key': user })).status).toBe(200);
    expect((await infer(hello('demo'), { 'x-api-key': user })).status).toBe(200);
  });
});

describe('asking the control API for what cannot be', () => {
  it('names every field of a bad body and its rule', async () => {
    const { status, body } = await call('POST', '/models', admin, {
      modelId: 'a b',
      modelType: 'song',
      modelUrl: 'ftp://x',
    });

    expect(status).toBe(422);
    expect(body).toMatchObject({ type: 'RequestValidationError' });
    const where = (body as { detail: { loc: string[] }[] }).detail.map(({ loc }) => loc.join('.'));
    expect(where.sort()).toEqual(['body.modelId', 'body.modelName', 'body.modelType', 'body.modelUrl']);
  });

  it.each([
    ['that is not JSON', '{', 'Invalid JSON in request body.'],
    ['that is missing', undefined, 'Request body is required.'],
  ])('refuses a body %s', async (_, body, message) => {
    const answer = await call('POST', '/models', admin, body);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ message, detail: message });
  });

  it('refuses a plain user what administrators do', async () => {
    expect((await call('POST', '/models', user, aModel('mine'))).status).toBe(403);
    expect((await call('DELETE', '/models/demo', user)).status).toBe(403);
  });

  it('refuses a name that is taken, and keeps the first', async () => {
    const { status, body } = await call('POST', '/models', admin, aModel('demo', { modelName: 'openai/other' }));

    expect(status).toBe(409);
    expect(body).toMatchObject({ message: "Model 'demo' already exists. Please select another name." });
    expect((await call('GET', '/models/demo', admin)).body).toMatchObject({ model: { modelName: 'openai/lisa-demo' } });
  });

  it('says that a model does not exist', async () => {
    const { status, body } = await call('GET', '/models/nobody', admin);

    expect(status).toBe(404);
    expect(body).toEqual({ detail: "Model 'nobody' was not found.", message: "Model 'nobody' was not found." });
    expect((await call('DELETE', '/models/nobody', admin)).status).toBe(404);
  });

  it('takes a second delete as the same, and a later one as of something unknown', async () => {
    await modelInService('delete-twice', admin);

    const [first, second] = await Promise.all([
      call('DELETE', '/models/delete-twice', admin),
      call('DELETE', '/models/delete-twice', admin),
    ]);
    await modelGone('delete-twice', admin);

    expect([200, 404, 409]).toContain(second.status);
    expect([first.status, second.status]).toContain(200);
    expect((await call('DELETE', '/models/delete-twice', admin)).status).toBe(404);
  });

  it('refuses a body above 4 MB', async () => {
    const { status, body } = await call(
      'POST',
      '/models',
      admin,
      aModel('big', { modelDescription: 'x'.repeat(4_300_000) }),
    );

    expect(status).toBe(413);
    expect(body).toMatchObject({ error: 'Payload Too Large' });
  });

  it('refuses a NUL wherever it hides', async () => {
    expect((await call('POST', '/models', admin, aModel('nul', { modelDescription: 'a\0b' }))).status).toBe(400);
    expect((await call('GET', '/models/a%00b', admin)).status).toBe(400);
  });

  it('answers what nobody declared with 403', async () => {
    const { status, body } = await call('PUT', '/models', admin, {});

    expect(status).toBe(403);
    expect(body).toEqual({ error: 'Forbidden', message: 'Missing Authentication Token' });
  });
});

describe('asking for inference that cannot be', () => {
  it.each([
    ['an unknown model', hello('nobody'), 404, { type: 'invalid_request_error', code: 'model_not_found' }],
    ['a body that is not JSON', '{', 400, { type: 'invalid_request_error' }],
    ['no model', '{"messages":[]}', 400, { type: 'invalid_request_error' }],
    ['a model that is no text', '{"model":7}', 400, { type: 'invalid_request_error' }],
  ])('refuses %s', async (_, body, status, error) => {
    const answer = await infer(body, bearer(user));

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error });
  });

  it('refuses a body above 10 MB', async () => {
    const answer = await infer(new Uint8Array(10.5 * 1024 * 1024).fill(32), bearer(user));

    expect(answer.status).toBe(413);
  });

  it('does not know routes that are not offered, nor LiteLLM’s administration', async () => {
    for (const path of ['/v1/nothing', '/v2/serve/model/new', '/v2/serve/key/generate', '/v2/serve/config/yaml'])
      expect([403, 404]).toContain((await infer('{}', bearer(user), path)).status);
  });
});

describe('an upstream that refuses', () => {
  beforeAll(async () => {
    await modelInService('refusing-direct', admin);
    await modelInService('refusing-litellm', admin, { modelName: 'hosted_vllm/lisa-demo' });
  });
  afterAll(async () => {
    await modelGone('refusing-direct', admin);
    await modelGone('refusing-litellm', admin);
  });
  const asking = (model: string, prompt: string) =>
    infer(JSON.stringify({ model, messages: [{ role: 'user', content: prompt }] }), bearer(user));

  it.each(['refusing-direct', 'refusing-litellm'])('passes on when to come back: %s', async (model) => {
    const { status, headers } = await asking(model, '[fail 429]');

    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('7');
  });

  it.each(['refusing-direct', 'refusing-litellm'])(
    'does not blame the caller for the platform’s credential: %s',
    async (model) => {
      expect((await asking(model, '[fail 401]')).status).toBe(502);
    },
  );
});

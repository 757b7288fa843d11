import { beforeAll, describe, expect, it } from '@jest/globals';
import { platform, tokenOf } from './running-platform.ts';

let user: string;
beforeAll(async () => {
  user = await tokenOf('user');
});

const read = async (path: string, token?: string) => {
  const answer = await fetch(
    `${platform.apiUrl}${path}`,
    token ? { headers: { authorization: token, 'api-key': token } } : {},
  );
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
};

describe('what LISA’s SDK reads besides answers', () => {
  it('lists models as OpenAI does, under both prefixes', async () => {
    for (const path of ['/v1/models', '/v2/serve/models', '/v2/serve/v1/models']) {
      const { status, body } = await read(path, user);

      expect(status).toBe(200);
      expect(body).toMatchObject({
        object: 'list',
        data: expect.arrayContaining([expect.objectContaining({ id: 'demo', object: 'model' })]),
      });
    }
  });

  it('describes models without what only the platform knows', async () => {
    const { body } = await read('/v2/serve/model/info', user);

    expect(body).toMatchObject({ data: expect.arrayContaining([expect.objectContaining({ model_name: 'demo' })]) });
    expect(JSON.stringify(body)).not.toMatch(/secret|api_key|127\.0\.0\.1/);
  });

  it.each(['/v2/serve/health', '/v2/serve/health/readiness', '/v2/serve/health/liveliness'])(
    'answers %s',
    async (path) => {
      expect((await read(path, user)).status).toBe(200);
    },
  );

  it('says to everybody that it is alive', async () => {
    const { status, body } = await read('/health');

    expect(status).toBe(200);
    expect(body).toEqual({ status: 'OK' });
  });

  it('carries the security headers on control and data plane', async () => {
    const token = user;
    for (const path of ['/models', '/v1/models']) {
      const { headers } = await read(path, token);

      expect(headers.get('strict-transport-security')).toBe('max-age=47304000; includeSubDomains');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toBe('no-store, no-cache');
    }
  });
});

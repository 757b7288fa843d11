import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { call, platform } from './running-platform.ts';

const fieldsOf = (html: string): URLSearchParams => {
  const fields = new URLSearchParams();
  for (const [input] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(input)?.[1];
    if (name) fields.set(name, (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&amp;', '&'));
  }
  return fields;
};

/** Signs in at the pool's own page, as a browser would: code with PKCE, redirected back to the site. */
async function throughHostedPage(verifier: string): Promise<{ code: string; redirectUri: string }> {
  const { clientId, awsEndpoint, apiUrl, users } = platform;
  const redirectUri = `${apiUrl}/oauth/callback`;
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: 'state-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const shown = await fetch(`${awsEndpoint}/oauth2/authorize?${query.toString()}`);
  const page = new URL(shown.url);
  const html = await shown.text();
  const fields = fieldsOf(html);
  fields.set('username', String(users[0]?.username));
  fields.set('password', String(users[0]?.password));
  const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? page.href;
  const cookie = shown.headers.get('set-cookie') ?? '';
  const sent = await fetch(new URL(action, page), {
    method: 'POST',
    body: fields,
    redirect: 'manual',
    headers: { cookie },
  });
  const back = new URL(sent.headers.get('location') ?? '', awsEndpoint);
  expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
  expect(back.searchParams.get('state')).toBe('state-1');
  return { code: String(back.searchParams.get('code')), redirectUri };
}

const exchange = (code: string, redirectUri: string, verifier: string) =>
  fetch(`${platform.awsEndpoint}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: platform.clientId,
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });

describe('signing in at the hosted page', () => {
  it('gives a token the control API takes', async () => {
    const verifier = randomBytes(32).toString('base64url');

    const { code, redirectUri } = await throughHostedPage(verifier);
    const tokens = (await (await exchange(code, redirectUri, verifier)).json()) as {
      id_token: string;
      access_token: string;
    };

    expect((await call('GET', '/models', tokens.id_token)).status).toBe(200);
    expect((await call('GET', '/models', tokens.access_token)).status).toBe(200);
  });

  it('gives none to somebody who only intercepted the code', async () => {
    const { code, redirectUri } = await throughHostedPage(randomBytes(32).toString('base64url'));

    expect((await exchange(code, redirectUri, randomBytes(32).toString('base64url'))).status).toBe(400);
  });
});

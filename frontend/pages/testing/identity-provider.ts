import type { ServerResponse } from 'node:http';

export interface IdentityProvider {
  /** Who signs in next. */
  become(person: { readonly email: string; readonly groups: readonly string[] }): void;
  /** How long the next tokens last, in seconds. */
  tokensLast(seconds: number): void;
  /** Whether a refresh token is still good for something. */
  renews(does: boolean): void;
  answer(path: string, query: URLSearchParams, body: string, response: ServerResponse): void;
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const redirect = (response: ServerResponse, url: URL): void =>
  void response.writeHead(302, { location: url.href }).end();

/** Signs in whoever comes, as Cognito's pages would after a password: code, token, renewal, revocation, sign-out. */
export function identityProvider(): IdentityProvider {
  let person = { email: 'admin@example.com', groups: ['admin'] as readonly string[] };
  let lasts = 3600;
  let renewing = true;

  const tokens = (): object => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pages',
      sub: `id-of-${person.email}`,
      aud: 'pages',
      email: person.email,
      'cognito:groups': person.groups,
      iat: now,
      exp: now + lasts,
    };
    const idToken = `${encoded({ alg: 'none' })}.${encoded(claims)}.`;
    return {
      id_token: idToken,
      access_token: idToken,
      refresh_token: 'again',
      token_type: 'Bearer',
      expires_in: lasts,
    };
  };

  const token = (response: ServerResponse, body: string): void => {
    const refused = new URLSearchParams(body).get('grant_type') === 'refresh_token' && !renewing;
    response.writeHead(refused ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(refused ? { error: 'invalid_grant' } : tokens()));
  };

  return {
    become: (next) => (person = next),
    tokensLast: (seconds) => (lasts = seconds),
    renews: (does) => (renewing = does),
    answer: (path, query, body, response) => {
      if (path === '/oauth2/token') return token(response, body);
      if (path === '/logout') return redirect(response, new URL(query.get('logout_uri') ?? ''));
      if (path !== '/oauth2/authorize') return void response.writeHead(200).end();
      const back = new URL(query.get('redirect_uri') ?? '');
      back.searchParams.set('code', 'code');
      back.searchParams.set('state', query.get('state') ?? '');
      redirect(response, back);
    },
  };
}

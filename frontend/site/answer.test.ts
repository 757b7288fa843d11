import { describe, expect, it } from '@jest/globals';
import { answerSite, type Site } from './answer.ts';
import type { SiteSettings } from './composition.ts';
import type { SiteFiles } from './files.ts';
import { siteHeaders } from './headers.ts';
import { siteEnv } from './site-env.ts';

const settings: SiteSettings = {
  publicUrl: 'https://lisa.example.com/dev',
  mediaOrigin: 'https://media.s3.eu-west-1.amazonaws.com',
  signInUrl: 'https://lisa-dev.auth.eu-west-1.amazoncognito.com',
  oidc: {
    issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc',
    audience: ['client'],
    groupsClaim: 'cognito:groups',
  },
  roles: { adminGroup: 'admin', userGroup: '', apiGroup: '', ragAdminGroup: '' },
  apiPrefixes: ['models', 'v1'],
};

const files: SiteFiles = {
  index: '<!doctype html>',
  has: (path) => ['index.html', 'favicon.svg', 'frame.html', 'assets/index-AbCd12_-.js'].includes(path),
  read: (path, acceptEncoding) => ({
    type: 'text/plain',
    content: Buffer.from(path),
    ...(acceptEncoding && { encoding: 'br' as const }),
  }),
};

const siteOf = (changed: Partial<SiteSettings> = {}): Site => {
  const env = siteEnv({ ...settings, ...changed });
  return { files, env, headers: siteHeaders(env), apiPrefixes: settings.apiPrefixes };
};
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const get = (path: string, headers: Record<string, string> = {}, changed: Partial<SiteSettings> = {}) =>
  answerSite(siteOf(changed), { path, headers });

describe('asking for a file', () => {
  it('lets a browser keep for ever what is named after its content', () => {
    const answer = get('/assets/index-AbCd12_-.js', { 'Accept-Encoding': 'br' });

    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(answer.headers).toMatchObject({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Encoding': 'br',
    });
  });

  it('asks again for what keeps its name', () => {
    expect(get('/favicon.svg').headers).toMatchObject({ 'Cache-Control': 'no-cache' });
  });

  it('puts a page that is meant for a frame into a sandbox', () => {
    expect(String(get('/frame.html', browser).headers?.['Content-Security-Policy'])).toMatch(/^sandbox allow-scripts;/);
  });
});

describe('opening the site', () => {
  it.each(['/', '/index.html', '/oauth/callback', '/anything/else'])(
    'answers a browser at %s with the page',
    (path) => {
      const answer = get(path, browser);

      expect(answer).toMatchObject({ statusCode: 200, body: '<!doctype html>' });
      expect(answer.headers).toMatchObject({ 'Cache-Control': 'no-store', 'X-Frame-Options': 'DENY' });
    },
  );

  it.each([
    ['a program', '/anything/else', {}],
    ['a browser below an API', '/models/a/b/c', browser],
  ])('answers %s with 404', (_, path, headers) => {
    const answer = get(path, headers);

    expect(answer.statusCode).toBe(404);
    expect(JSON.parse(answer.body)).toEqual({ error: 'Not Found', message: 'There is no such route.' });
  });

  it('allows scripts and styles of its own only, and to speak to itself, the identity provider and the images’ bucket', () => {
    const policy = String(get('/', browser).headers?.['Content-Security-Policy']).split('; ');

    expect(policy).toEqual(expect.arrayContaining(["script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]));
    const media = 'https://media.s3.eu-west-1.amazonaws.com';
    expect(policy).toContain(`connect-src 'self' https://lisa-dev.auth.eu-west-1.amazoncognito.com ${media}`);
    expect(policy).toContain(`img-src 'self' data: blob: ${media}`);
  });
});

describe('env.js', () => {
  const envOf = (changed: Partial<SiteSettings> = {}): unknown => {
    const [, text] = /^window\.env = (.*);\n/.exec(get('/env.js', {}, changed).body) ?? [];
    return JSON.parse(String(text));
  };

  it("names the pages of our own pool, which its tokens' issuer does not", () => {
    expect(envOf()).toMatchObject({
      AUTHORITY: settings.oidc.issuer,
      CLIENT_ID: 'client',
      API_BASE_URL: settings.publicUrl,
      OIDC_ENDPOINTS: {
        token_endpoint: `${settings.signInUrl}/oauth2/token`,
        signOutUrl: `${settings.signInUrl}/logout?client_id=client&logout_uri=https%3A%2F%2Flisa.example.com%2Fdev%2F`,
      },
    });
  });

  it('leaves it to the browser to discover another provider', () => {
    const issuer = 'https://login.example.com/realm';
    const env = envOf({ signInUrl: issuer, oidc: { ...settings.oidc, issuer, groupsClaim: 'roles' } });

    expect(env).toMatchObject({ AUTHORITY: issuer, JWT_GROUPS_PROP: 'roles' });
    expect(env).not.toHaveProperty('OIDC_ENDPOINTS');
  });

  it('cannot end the script it stands in', () => {
    const { body } = get('/env.js', {}, { oidc: { ...settings.oidc, audience: ['</script><script>'] } });

    expect(body).not.toContain('<');
  });
});

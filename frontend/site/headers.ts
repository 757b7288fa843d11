import type { SiteEnv } from '../src/platform/env-shape.ts';

/** Origins a page must reach besides its own: the identity provider's, to exchange a code and renew a session, and the images'. */
function connectedOrigins({ AUTHORITY, OIDC_ENDPOINTS, OIDC_METADATA_URL, MEDIA_ORIGIN }: SiteEnv): string[] {
  const urls = OIDC_ENDPOINTS
    ? [OIDC_ENDPOINTS.token_endpoint, OIDC_ENDPOINTS.revocation_endpoint]
    : [AUTHORITY, ...(OIDC_METADATA_URL ? [OIDC_METADATA_URL] : [])];
  return [...new Set([...urls, MEDIA_ORIGIN].map((url) => new URL(url).origin))];
}

/** What our pages may do. Styles need no exception: Cloudscape and React set them through the CSSOM, which is not restricted. */
const pagePolicy = (env: SiteEnv): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data: blob: ${env.MEDIA_ORIGIN}`,
    "media-src 'self' data: blob:",
    `connect-src ${["'self'", ...connectedOrigins(env)].join(' ')}`,
    "frame-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** What a frame may do that shows content that is not ours: an origin of its own, and no network but this site's files. */
const framePolicy =
  "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data: blob:; font-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

const always = {
  'Strict-Transport-Security': 'max-age=47304000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

export interface SiteHeaders {
  /** On index.html. */
  readonly page: Readonly<Record<string, string>>;
  /** On every other built page: meant to be framed by ours. */
  readonly frame: Readonly<Record<string, string>>;
  /** On everything else. */
  readonly file: Readonly<Record<string, string>>;
}

/** Security headers for a deployment's settings. */
export const siteHeaders = (env: SiteEnv): SiteHeaders => ({
  page: { ...always, 'Content-Security-Policy': pagePolicy(env), 'X-Frame-Options': 'DENY' },
  frame: { ...always, 'Content-Security-Policy': framePolicy },
  file: { ...always, 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" },
});

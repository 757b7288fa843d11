import { Roles } from '@lisa/contracts/vocabulary/roles';
import { env } from '@lisa/kit/env';
import { jsonSetting } from '@lisa/kit/json-setting';
import * as z from 'zod';

/** As much of auth's settings as a browser needs. */
const Issuer = z.object({
  issuer: z.url(),
  audience: z.array(z.string()).min(1),
  groupsClaim: z.string().default('cognito:groups'),
  discoveryUrl: z.url().optional(),
  jwksUri: z.url().optional(),
});

const Settings = z.object({
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  SIGN_IN_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  MEDIA_ORIGIN: z.url().transform((url) => new URL(url).origin),
  OIDC_SETTINGS: jsonSetting(Issuer),
  AUTH_ROLES: jsonSetting(Roles),
  API_PREFIXES: z.string().transform((text) => text.split(',')),
});

export interface SiteSettings {
  /** Where people open the site, without a slash at its end. */
  readonly publicUrl: string;
  readonly signInUrl: string;
  /** Where images of conversations are put and shown from. */
  readonly mediaOrigin: string;
  readonly oidc: z.infer<typeof Issuer>;
  readonly roles: Roles;
  /** First segments of paths that belong to APIs. */
  readonly apiPrefixes: readonly string[];
}

/** Settings of the deployment; throws, naming each that is missing or wrong. */
export function siteSettings(): SiteSettings {
  const read = env(process.env, Settings);
  return {
    publicUrl: read.PUBLIC_URL,
    signInUrl: read.SIGN_IN_URL,
    mediaOrigin: read.MEDIA_ORIGIN,
    oidc: read.OIDC_SETTINGS,
    roles: read.AUTH_ROLES,
    apiPrefixes: read.API_PREFIXES,
  };
}

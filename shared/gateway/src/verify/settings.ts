import * as z from 'zod';

const tokenUse = z.enum(['id', 'access']);
const algorithm = z.enum(['RS256', 'RS512', 'ES256', 'ES384']);
const reachableUrl = z
  .string()
  .refine(isSafeToFetch, 'must be an https:// URL, or http:// to a loopback address such as 127.0.0.1');

/** Whom we trust to say who somebody is. One JSON string carries it: SSM `/lisa/{stage}/auth/oidc`. */
export const IssuerSettings = z.strictObject({
  /** Compared as text with the `iss` claim and with the discovery document: letter for letter. */
  issuer: z.string().min(1),
  /** Client ids that tokens may be issued to. */
  audience: z.array(z.string().min(1)).min(1),
  /** Default: `{issuer}/.well-known/openid-configuration`. */
  discoveryUrl: reachableUrl.optional(),
  /** Where the keys are when discovery shall not be asked. */
  jwksUri: reachableUrl.optional(),
  algorithms: z.array(algorithm).min(1).default(['RS256']),
  tokenUse: z.array(tokenUse).min(1).default(['id', 'access']),
  /** A claim's name, or a dotted path to it. */
  groupsClaim: z.string().min(1).default('cognito:groups'),
  /** An immutable claim. Default: the user name in tokens of Cognito, `sub` in all others. */
  principalClaim: z.string().min(1).optional(),
});
export type IssuerSettings = z.infer<typeof IssuerSettings>;

export type TokenUse = z.infer<typeof tokenUse>;

/** Reads the settings from their JSON. Throws an Error that names the wrong field. */
export function parseIssuerSettings(json: string): IssuerSettings {
  const result = IssuerSettings.safeParse(parseJson(json));
  if (result.success) return result.data;
  throw new Error(`The issuer settings (SSM parameter auth/oidc) are wrong:\n${z.prettifyError(result.error)}`);
}

/** Whether keys may be fetched from this address: over HTTPS, or from this very machine. */
export function isSafeToFetch(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && /^(127(\.\d{1,3}){3}|\[::1\])$/.test(hostname));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error('The issuer settings (SSM parameter auth/oidc) are not JSON', { cause });
  }
}

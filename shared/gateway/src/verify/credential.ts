import { TokenRejected } from './rejected.ts';

/** Headers with every value that was sent: Node's `headersDistinct`, API Gateway's `multiValueHeaders`. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Which transports a surface accepts: `Authorization` everywhere, `Api-Key` and `x-api-key` at the router only. */
export interface CredentialTransports {
  readonly apiKeyAllowed: boolean;
}

/**
 * The credentials presented, without `Bearer`, in the order in which they are tried; the first that verifies decides
 * alone. The query string is never read. Throws TokenRejected `transport` when a header came twice.
 */
export function credentialsOf(headers: HeaderValues, { apiKeyAllowed }: CredentialTransports): readonly string[] {
  const names = apiKeyAllowed ? ['authorization', 'api-key', 'x-api-key'] : ['authorization'];
  const presented = names.map((name) => credentialIn(name, headers)).filter((credential) => credential !== '');
  return [...new Set(presented)];
}

/** The credential that is tried first, or undefined when none is presented. Throws as `credentialsOf` does. */
export function credentialOf(headers: HeaderValues, transports: CredentialTransports): string | undefined {
  return credentialsOf(headers, transports)[0];
}

// Node's `headers` silently keeps the first of two Authorization headers; a proxy may have judged the second.
function credentialIn(name: string, headers: HeaderValues): string {
  const values = Object.entries(headers)
    .filter(([key, value]) => key.toLowerCase() === name && value !== undefined)
    .flatMap(([, value]) => value as string | readonly string[]);
  if (values.length > 1) throw new TokenRejected('transport');
  return (values[0] ?? '').trim().replace(name === 'authorization' ? /^bearer +/i : '', '');
}

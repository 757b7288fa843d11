import type { ConnectionTestResult } from '@lisa/contracts/api/serve-router/connection-tests.routes';

type Failed = Extract<ConnectionTestResult, { ok: false }>;

/** A test that failed, in words that name the cause. */
export const failed = (reason: string, models?: readonly string[]): Failed => ({
  ok: false,
  reason,
  ...(models && { models: [...models] }),
});

const expired = 'expired';
const untrusted = 'is not signed by an authority the router trusts';
const certificateFaults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: 'is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'was made out to another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
};

const socketFaults: Readonly<Record<string, (host: string) => string>> = {
  ENOTFOUND: (host) => `The name ${host} is unknown in the network LISA runs in. Check its spelling.`,
  EAI_AGAIN: (host) => `The name ${host} cannot be looked up from the network LISA runs in.`,
  ECONNREFUSED: (host) => `Nothing listens at ${host}: check host and port, and that the server is running.`,
  ECONNRESET: (host) => `${host} closed the connection without an answer.`,
  UND_ERR_SOCKET: (host) => `${host} closed the connection without an answer.`,
  EPROTO: (host) => `${host} does not speak TLS: try http:// instead of https://.`,
  ERR_SSL_WRONG_VERSION_NUMBER: (host) => `${host} does not speak TLS: try http:// instead of https://.`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: (host) => `${host} does not speak TLS: try http:// instead of https://.`,
};

const noAnswer = (host: string): string =>
  `${host} does not answer. Check the address, and that firewalls and security groups let LISA’s routers reach it.`;

/** Why nothing came back from an address: what the socket, the name server or the certificate said. */
export function unreachable(error: unknown, { host }: URL): Failed {
  const code = codeOf(error);
  const certificate = certificateFaults[code];
  if (certificate === expired) return failed(`The certificate of ${host} has expired.`);
  if (certificate) return failed(`The certificate of ${host} ${certificate}.`);
  if (code.startsWith('HPE_')) return failed(`What answers at ${host} does not speak HTTP.`);
  return failed((socketFaults[code] ?? noAnswer)(host));
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
}

/** How an upstream said no. */
export interface Said {
  readonly status: number;
  /** Its own words, if it had any. */
  readonly message: string | undefined;
}

/** Why the one who was asked said no; `who` begins the sentence: `The address`. */
export function refused(who: string, { status, message }: Said, apiKey: string | undefined): Failed {
  if (status === 401 && apiKey === undefined) {
    const isToldAlready = /api.?key/i.test(message ?? '');
    return failed(`${who} wants an API key (401)${quoted(isToldAlready ? undefined : message, apiKey)}`);
  }
  // What is said of a wrong key often quotes it.
  if (status === 401) return failed(`${who} refuses this API key (401).`);
  const words = quoted(message, apiKey);
  if (status === 403) return failed(`${who} does not permit this (403)${words}`);
  if (status === 429) return failed(`${who} was reached, but its limit or quota is used up (429)${words}`);
  return failed(`${who} answered ${status}${words}`);
}

const mostWords = 300;
/** Shorter keys are placeholders, and would be found inside of words. */
const shortestSecret = 8;

/** Somebody else's words as the end of our sentence, on one line and without the key. */
export function quoted(message: string | undefined, apiKey: string | undefined): string {
  const line = (message ?? '').replaceAll(/\s+/g, ' ').trim();
  if (line === '') return '.';
  const safe = apiKey === undefined || apiKey.length < shortestSecret ? line : line.replaceAll(apiKey, '…');
  return `: ${safe.length > mostWords ? `${safe.slice(0, mostWords)}…` : safe}`;
}

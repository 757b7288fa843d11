import type { IncomingHttpHeaders } from 'node:http';

/** Names and values in turn, the form that both node:http and undici take without further work. */
export type HeaderList = string[];

/** They belong to one connection (RFC 9110, 7.6.1), or are set anew for the next one. */
const perConnection = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'content-length',
  'http2-settings',
];

/** The caller's secrets end here, whatever stands behind. */
const credentials = ['authorization', 'api-key', 'x-api-key', 'cookie', 'cookie2', 'x-amz-security-token'];

/** They say where the caller is; an upstream that trusted them could be lied to. */
const callerAddress = ['forwarded', 'via', 'x-real-ip', 'true-client-ip', 'cf-connecting-ip'];

const neverForwarded = new Set([...perConnection, ...credentials, ...callerAddress]);
const neverForwardedPrefixes = ['x-forwarded-', 'x-amzn-', 'sec-fetch-'];

/** Whether a header (name in lower case) may travel from a caller to any upstream at all. */
export function mayTravel(name: string): boolean {
  return !neverForwarded.has(name) && !neverForwardedPrefixes.some((prefix) => name.startsWith(prefix));
}

/**
 * The request headers to pass on: those `allowed` names (given in lower case) that may travel at all. Headers the
 * caller nominated in `Connection` are its own business and stay behind.
 */
export function requestHeaders(rawHeaders: readonly string[], allowed: (name: string) => boolean): HeaderList {
  const nominated = nominatedIn(rawHeaders);
  const passed: HeaderList = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    if (allowed(name) && mayTravel(name) && !nominated?.has(name)) passed.push(name, rawHeaders[i + 1] as string);
  }
  return passed;
}

/** The response headers to pass on: those `allowed` names that do not belong to the upstream's connection. */
export function responseHeaders(headers: IncomingHttpHeaders, allowed: (name: string) => boolean): HeaderList {
  const passed: HeaderList = [];
  for (const name in headers) {
    if (!allowed(name) || perConnection.includes(name)) continue;
    const value = headers[name];
    if (typeof value === 'string') passed.push(name, value);
    else if (value !== undefined) for (const each of value) passed.push(name, each);
  }
  return passed;
}

function nominatedIn(rawHeaders: readonly string[]): Set<string> | undefined {
  let nominated: Set<string> | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.length !== 10 || rawHeaders[i]?.toLowerCase() !== 'connection') continue;
    for (const name of (rawHeaders[i + 1] as string).toLowerCase().split(','))
      (nominated ??= new Set()).add(name.trim());
  }
  return nominated;
}

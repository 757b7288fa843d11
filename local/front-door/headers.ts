import type { Incoming } from './incoming.ts';
import { pairsOf } from './incoming.ts';

/** They belong to one connection, never to the next (RFC 9110, 7.6.1); Expect is answered by the server that reads the body. */
const hopByHop = [
  'connection', 'expect', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection',
  'te', 'trailer', 'transfer-encoding', 'upgrade',
]; // prettier-ignore

/** The end-to-end headers of a flat list, in order and with repetitions, without those named in `replaced` (lower case). */
export function endToEnd(rawHeaders: readonly string[], replaced: Iterable<string> = []): string[] {
  const dropped = new Set([...hopByHop, ...replaced]);
  for (const [name, value] of pairsOf(rawHeaders)) {
    if (name.toLowerCase() === 'connection')
      for (const option of value.split(',')) dropped.add(option.trim().toLowerCase());
  }
  return [...pairsOf(rawHeaders)].filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}

/** Who asked, for a backend that only sees us. Every hop but the last is the client's own claim. */
export function forwarded({ host, sourceIp, header }: Incoming): Record<string, string> {
  const before = header('x-forwarded-for');
  return {
    'X-Forwarded-For': before === undefined ? sourceIp : `${before}, ${sourceIp}`,
    'X-Forwarded-Host': host,
    'X-Forwarded-Proto': 'http',
  };
}

/** `rawHeaders` with these set, or taken away where undefined, whatever the client sent under their names. */
export function withHeaders(
  rawHeaders: readonly string[],
  set: Readonly<Record<string, string | undefined>>,
): string[] {
  const names = Object.keys(set).map((name) => name.toLowerCase());
  const added = Object.entries(set).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
  return [...endToEnd(rawHeaders, names), ...added];
}

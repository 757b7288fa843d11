import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What every answer carries (LISA's list): never cached, never framed, never sniffed. */
const always = {
  'Cache-Control': 'no-store, no-cache',
  Pragma: 'no-cache',
  'Strict-Transport-Security': 'max-age=47304000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** Headers of an answer; the caller's origin is named only if it is on the list. */
export function answerHeaders(event: APIGatewayProxyEvent, origins: readonly string[]): Record<string, string> {
  const origin = event.headers['Origin'] ?? event.headers['origin'];
  const allowed = origins.includes('*') ? '*' : (origins.find((known) => known === origin) ?? origins[0]);
  return { ...always, Vary: 'Origin', ...(allowed && { 'Access-Control-Allow-Origin': allowed }) };
}

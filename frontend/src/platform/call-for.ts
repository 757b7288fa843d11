import type { AnyRoute } from '@lisa/contracts/api/define-route';
import { filled, type Input } from './api.ts';
import { env } from './env.ts';

const secrets = new Set(['apiKey']);

/** Keys stay out of what people copy around. */
const withoutSecrets = (name: string, value: unknown): unknown => (secrets.has(name) && value ? '…' : value);

/** A request as a command line, for people who want to do the same without the page. */
export function callFor<R extends AnyRoute>(route: R, input: Input<R>): string {
  const { params, body } = input as { params?: object; body?: unknown };
  const address = `${env.API_BASE_URL}${filled(route.path, params)}`;
  const head = [`curl -X ${route.method} '${address}'`, `-H "Authorization: Bearer $TOKEN"`];
  const json = JSON.stringify(body, withoutSecrets, 2)?.replaceAll("'", "'\\''");
  return [...head, ...(json ? [`-H 'Content-Type: application/json'`, `-d '${json}'`] : [])].join(' \\\n  ');
}

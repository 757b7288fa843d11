import type { RouteContract } from '@lisa/contracts/api/define-route';
import { env } from '../../platform/env.ts';

/** The request as a command line, for people who want to do the same without the page. */
export function callFor({ method }: RouteContract, path: string, body?: object): string {
  const head = [`curl -X ${method} '${env.API_BASE_URL}${path}'`, `-H "Authorization: Bearer $TOKEN"`];
  const json = JSON.stringify(body, null, 2)?.replaceAll("'", "'\\''");
  return [...head, ...(json ? [`-H 'Content-Type: application/json'`, `-d '${json}'`] : [])].join(' \\\n  ');
}

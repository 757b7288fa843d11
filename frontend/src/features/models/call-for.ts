import { createModel } from '@lisa/contracts/api/models.routes';
import type { Input } from '../../platform/api.ts';
import { env } from '../../platform/env.ts';

/** The request as a command line; keys stay out of what people copy around. */
export function callFor(body: Input<typeof createModel>['body']): string {
  const given = Object.entries({ ...body, ...(body.apiKey && { apiKey: '…' }) }).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  const json = JSON.stringify(Object.fromEntries(given), null, 2).replaceAll("'", "'\\''");
  return [
    `curl -X ${createModel.method} '${env.API_BASE_URL}${createModel.path}' \\`,
    `  -H "Authorization: Bearer $TOKEN" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${json}'`,
  ].join('\n');
}

import type { ModelTarget } from '@lisa/contracts/vocabulary/model';
import type { Destination } from './routes-table.ts';

/** A model that speaks OpenAI itself: requests go straight to its address. */
export function directDestination(
  { baseUrl, model }: ModelTarget,
  apiKey: string | undefined,
): Destination | { closed: string } {
  if (baseUrl === undefined) return { closed: 'The model has no address: give it a base URL.' };
  const { origin, pathname } = new URL(baseUrl);
  return {
    via: 'direct',
    origin,
    basePath: pathname.replace(/\/+$/, ''),
    model,
    authorization: apiKey === undefined ? undefined : `Bearer ${apiKey}`,
  };
}

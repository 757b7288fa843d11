import type { ConnectionTestResult } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import * as z from 'zod';
import { failed, refused } from './reasons.ts';
import type { Said } from './reasons.ts';
import { ask, parsed, textOf } from './upstream-call.ts';
import type { Address } from './upstream-call.ts';

/** Something answered, but not what OpenAI's API answers. */
export const speaksOtherwise = ({ base }: Address): ConnectionTestResult =>
  failed(`Something answers at ${base.host}, but not as OpenAI’s API does. Is ${base.href} the whole address?`);

/** Why an address said no to a call of `path`. A 400 or 404 may be about the model's name or the address: its list of models tells. */
export async function explain(
  address: Address,
  model: string,
  path: string,
  said: Said,
): Promise<ConnectionTestResult> {
  if (said.status >= 300 && said.status < 400)
    return failed(`The address redirects elsewhere (${said.status}): give the one it redirects to.`);
  const known = mayBeTheName(said) ? await modelsAt(address) : undefined;
  if (known && !known.includes(model)) return unknownModel(model, known);
  if (said.status === 404 && !known) return nothingThere(address, path);
  return refused('The address', said, address.apiKey);
}

const mayBeTheName = ({ status, message = '' }: Said): boolean =>
  status === 404 || (status === 400 && /model/i.test(message));

function unknownModel(model: string, known: readonly string[]): ConnectionTestResult {
  const some = known.slice(0, 5).join(', ');
  const more = known.length > 5 ? ` and ${known.length - 5} more` : '';
  const list = some === '' ? '' : ` It knows ${some}${more}.`;
  return failed(`The address does not know the model ${model}.${list}`, known.slice(0, 100));
}

async function nothingThere(address: Address, path: string): Promise<ConnectionTestResult> {
  const base = address.base.href.replace(/\/+$/, '');
  const longer = new URL(`${base}/v1`);
  const isLonger = !base.endsWith('/v1') && (await modelsAt({ ...address, base: longer }));
  const advice = isLonger ? `Use ${longer.href}.` : 'Such addresses usually end in /v1.';
  return failed(`There is nothing at ${base}${path} (404). ${advice}`);
}

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The names an address lists; undefined if it lists none. */
async function modelsAt(address: Address): Promise<readonly string[] | undefined> {
  const answer = await ask(address, '/models');
  if (answer.statusCode === 200) return namesIn(await textOf(answer));
  await answer.body.dump();
  return undefined;
}

const namesIn = (text: string): readonly string[] | undefined =>
  Models.safeParse(parsed(text)).data?.data.map(({ id }) => id);

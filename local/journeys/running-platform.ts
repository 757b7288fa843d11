import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { inService } from '../demo-registration.ts';
import { readPlatformFile } from '../platform-file.ts';
import { placeOf } from '../settings.ts';
import { ensureUser, signIn } from '../users.ts';

const home = process.env['LISA_HOME'];
if (!home) throw new Error('LISA_HOME is not set: run these tests with npm test, or LISA_HOME=.local beside npm start');

/** The platform these journeys travel on. */
export const platform = readPlatformFile(home);
export const place = placeOf(platform.home, platform.port);

/** A bearer token of the administrator (0) or the plain user (1). */
export async function tokenOf(who: 'admin' | 'user'): Promise<string> {
  const person = platform.users[who === 'admin' ? 0 : 1];
  if (!person) throw new Error(`The platform has no ${who}`);
  return signIn(person, platform.clientId, place);
}

/** A bearer token of a further user who is in these groups only. */
export async function tokenInGroups(username: string, groups: readonly string[]): Promise<string> {
  const person = { username, password: 'Passing-by-1-day', groups };
  await ensureUser(person, platform.userPoolId, place);
  return signIn(person, platform.clientId, place);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** One request to the control API through the front door; the body is JSON unless it is text already. */
export async function call(method: string, path: string, token?: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${platform.apiUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text ? (JSON.parse(text) as unknown) : undefined };
}

/** A model that answers through the demo endpoint, directly unless another provider prefix is given. */
export const aModel = (modelId: string, fields: Record<string, unknown> = {}) => ({
  modelId,
  modelName: 'openai/lisa-demo',
  modelType: 'textgen',
  modelUrl: `${platform.demoModelUrl}/v1`,
  streaming: true,
  ...fields,
});

/** Creates a model and waits until it is in service. Throws with its reason if it gets nowhere. */
export async function modelInService(
  modelId: string,
  token: string,
  fields: Record<string, unknown> = {},
): Promise<LisaModel> {
  const { status, body } = await call('POST', '/models', token, aModel(modelId, fields));
  if (status !== 200) throw new Error(`POST /models answered ${status}: ${JSON.stringify(body)}`);
  const model = await inService(platform.apiUrl, modelId, token);
  if (model.status !== 'InService')
    throw new Error(`${modelId} is ${model.status}: ${model.failureReason ?? 'no reason'}`);
  return model;
}

/** Deletes a model and waits until its name is free. */
export async function modelGone(modelId: string, token: string): Promise<void> {
  await call('DELETE', `/models/${modelId}`, token);
  await until(async () => (await call('GET', `/models/${modelId}`, token)).status === 404);
}

/** Waits until `holds` says yes; throws after `seconds`. */
export async function until(holds: () => Promise<boolean>, seconds = 90): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Still not so after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Names of models as an OpenAI client lists them. */
export async function listed(token: string): Promise<string[]> {
  const answer = await fetch(`${platform.serveUrl}/v2/serve/models`, { headers: { authorization: `Bearer ${token}` } });
  const { data } = (await answer.json()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
}

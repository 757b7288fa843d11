import type { IncomingMessage } from 'node:http';
import { ConnectionTest } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import type { ConnectionTestResult } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import { targetOf } from '@lisa/contracts/vocabulary/model-target';
import type { ModelTarget } from '@lisa/contracts/vocabulary/model';
import type { Deadlines } from '@lisa/gateway/deadlines';
import { Upstreams } from '@lisa/gateway/upstreams';
import type { ProxySettings } from '@lisa/gateway/upstreams';
import { litellmParams } from '../litellm.ts';
import { badRequest } from '../openai-error.ts';
import type { LitellmTrials, Tried } from '../ports.ts';
import { receivedBody } from '../received-body.ts';
import { limitSeconds, testDirect } from './direct-test.ts';
import { failed, quoted, refused } from './reasons.ts';

export interface ConnectionTestParts {
  readonly deadlines: Deadlines;
  readonly trials: LitellmTrials;
  readonly proxy: ProxySettings;
}

const bodyLimits = { bytes: 64 * 1024, ms: 10_000 };

/**
 * Reaches a model that is not saved yet as requests would: from this task, on the same way. What it was told, the key
 * above all, is neither kept nor logged nor answered. Throws a Refusal for a body it cannot read.
 */
export async function testConnection(
  request: IncomingMessage,
  parts: ConnectionTestParts,
): Promise<ConnectionTestResult> {
  const wanted = wantedBy(await receivedBody(request, bodyLimits, parts.deadlines));
  const target = targetOf(wanted);
  const signal = AbortSignal.timeout(limitSeconds * 1000);
  return target.via === 'direct'
    ? testAddress(target, wanted, parts.proxy, signal)
    : testProvider(target, wanted, parts.trials, signal);
}

function wantedBy(body: Buffer): ConnectionTest {
  const { data, error } = ConnectionTest.safeParse(jsonIn(body));
  if (data) return data;
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  throw badRequest(`${field || 'The body'}: ${issue?.message}`, { param: field || null });
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw badRequest('We could not parse the JSON body of your request.', { code: 'invalid_json' });
  }
}

const keyIn = ({ apiKey }: ConnectionTest): string | undefined => apiKey ?? undefined;

/** Connections of its own: the router's would be closed under it when the routes change. */
async function testAddress(
  { baseUrl = '', model }: ModelTarget,
  wanted: ConnectionTest,
  proxy: ProxySettings,
  signal: AbortSignal,
): Promise<ConnectionTestResult> {
  const base = new URL(baseUrl);
  const upstreams = new Upstreams({ connections: 4, connectTimeoutMs: 4_000, proxy });
  const { dispatcher } = upstreams.to(base.origin);
  try {
    return await testDirect({ base, apiKey: keyIn(wanted), dispatcher, signal }, { ...wanted, model });
  } finally {
    await upstreams.destroy();
  }
}

async function testProvider(
  target: ModelTarget,
  wanted: ConnectionTest,
  trials: LitellmTrials,
  signal: AbortSignal,
): Promise<ConnectionTestResult> {
  const { modelType, streaming } = wanted;
  const apiKey = keyIn(wanted);
  const kind = modelType === 'embedding' ? 'embedding' : 'chat';
  const trial = { litellm_params: litellmParams(target, apiKey), kind, stream: streaming } as const;
  const tried = await trials.try(trial, signal).catch(() => undefined);
  if (tried) return toldBy(tried, apiKey);
  if (signal.aborted) return failed(`The provider did not answer within ${limitSeconds} s.`);
  return failed('LiteLLM, which translates for providers, is not up yet. Try again in a minute.');
}

function toldBy(tried: Tried, apiKey: string | undefined): ConnectionTestResult {
  if (!tried.ok) return saidNo(tried, apiKey);
  const { ms, answer } = tried;
  return { ok: true, ms, ...(answer !== undefined && { answer }) };
}

function saidNo({ status, message }: Extract<Tried, { ok: false }>, apiKey: string | undefined): ConnectionTestResult {
  if (status === null) return failed(`The provider could not be reached${quoted(message, apiKey)}`);
  return refused('The provider', { status, message }, apiKey);
}

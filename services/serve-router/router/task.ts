import type { Roles } from '@lisa/contracts/vocabulary/roles';
import { Deadlines } from '@lisa/gateway/deadlines';
import type { JsonLines } from '@lisa/gateway/json-lines';
import { serve } from '@lisa/gateway/serve';
import { Upstreams } from '@lisa/gateway/upstreams';
import type { ProxySettings } from '@lisa/gateway/upstreams';
import type { TokenVerifier } from '@lisa/gateway/verify';
import { followVersions } from '@lisa/gateway/versions';
import { Answers } from './answers.ts';
import { Callers } from './callers.ts';
import { FollowRoutes } from './follow-routes.ts';
import type { LitellmSettings } from './litellm.ts';
import type { Leases, LitellmModels, LitellmTrials, RouteRows, Secrets } from './ports.ts';
import { RoutesTable } from './routes-table.ts';
import { SecretCache } from './secret-cache.ts';
import { router } from './server.ts';

/** Everything a router task needs from outside. */
export interface TaskParts {
  readonly listen: { readonly host: string; readonly port: number };
  readonly rows: RouteRows;
  readonly leases: Leases;
  readonly secrets: Secrets;
  readonly litellm: LitellmModels & LitellmTrials;
  readonly litellmSettings: LitellmSettings;
  readonly verifier: TokenVerifier;
  readonly roles: Omit<Roles, 'apiGroup'>;
  readonly corsOrigins: readonly string[];
  readonly proxy: ProxySettings;
  readonly log: Pick<JsonLines, 'log' | 'close'>;
  /** Stand in the first log line. */
  readonly facts: object;
  readonly followEveryMs?: number;
}

export interface RunningTask {
  readonly port: number;
  /** Takes the lease back, goes out of service, lets what is in flight end for `limitMs` (ECS kills after 120 s), and stops. */
  stop(graceMs?: number, limitMs?: number): Promise<void>;
}

const connectionsPerUpstream = 1_024;
const mostInFlight = 2_048;
/** How soon a change is seen, at two strongly consistent reads of one item a second. */
const followEveryMs = 500;
/** Above the load balancer's idle time of 600 s, or it would send requests into connections that just closed. */
const keepAliveMs = 620_000;

/** Starts a router task: it listens at once and is ready when the routes were read. */
export async function startTask(parts: TaskParts): Promise<RunningTask> {
  const { log, litellmSettings } = parts;
  const table = new RoutesTable();
  const deadlines = new Deadlines();
  const upstreams = new Upstreams({ connections: connectionsPerUpstream, connectTimeoutMs: 5_000, proxy: parts.proxy });
  const follower = new FollowRoutes({
    ...parts,
    table,
    secrets: new SecretCache(parts.secrets),
    swapped: () => upstreams.keepOnly(originsOf(table, litellmSettings.origin)),
  });
  void parts.verifier
    .hydrate()
    .catch((error: unknown) => log.log('WARN', 'identity provider not reached', { error: String(error) }));
  const following = followVersions(follower, {
    intervalMs: parts.followEveryMs ?? followEveryMs,
    renewEveryMs: 10_000,
    maxPauseMs: 2_000,
    onError: (error) => log.log('WARN', 'routes not followed', { error: String(error) }),
  });
  const condition = () => ({ served: following.served, draining: gateway.draining });
  const handlers = router({
    table,
    upstreams,
    deadlines,
    log,
    condition,
    trials: parts.litellm,
    proxy: parts.proxy,
    answers: new Answers(parts.corsOrigins),
    callers: new Callers(parts.verifier, parts.roles),
  });
  const gateway = await serve({ ...parts.listen, keepAliveMs, maxInFlight: mostInFlight }, handlers);
  log.log('INFO', 'listening', { ...parts.facts, port: gateway.port });
  return {
    port: gateway.port,
    async stop(graceMs = 2_000, limitMs = 115_000) {
      const unfollow = async () => {
        await following.stop();
        await parts.leases
          .end()
          .catch((error: unknown) => log.log('WARN', 'lease not ended', { error: String(error) }));
      };
      await Promise.all([unfollow(), gateway.drain(graceMs, limitMs)]);
      deadlines.stop();
      await upstreams.destroy();
    },
  };
}

function originsOf(table: RoutesTable, litellmOrigin: string): Set<string> {
  const origins = new Set([litellmOrigin]);
  for (const { reach } of table.all()) if (!('closed' in reach)) origins.add(reach.origin);
  return origins;
}

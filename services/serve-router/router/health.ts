import { mayUse } from './callers.ts';
import type { Caller } from './callers.ts';
import type { RoutesTable } from './routes-table.ts';

/** What this task knows of itself. */
export interface Condition {
  /** The routes version served; undefined before the first. */
  readonly served: number | undefined;
  readonly draining: boolean;
}

export interface HealthAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** `/health` at the root, public: the process answers, whatever stands behind it. */
export const alive: HealthAnswer = { status: 200, body: { status: 'OK' } };

/** `health/liveliness`, LISA's spelling, in LiteLLM's words. */
export const liveliness: HealthAnswer = { status: 200, body: "I'm alive!" };

/** `health/readiness`: whether this task should be sent requests. */
export function readiness({ served, draining }: Condition): HealthAnswer {
  if (draining) return { status: 503, body: { status: 'draining' } };
  return served === undefined
    ? { status: 503, body: { status: 'starting', routes: 'not read yet' } }
    : { status: 200, body: { status: 'healthy', routes: 'served' } };
}

/** `health` for a caller who signed in, in LiteLLM's shape: the models the caller may use, by name. */
export function modelHealth(table: RoutesTable, caller: Caller): HealthAnswer {
  const routes = [...table.all()].filter(({ model }) => mayUse(caller, model));
  const closed = routes.filter(({ reach }) => 'closed' in reach);
  const open = routes.filter(({ reach }) => !('closed' in reach));
  const named = (some: typeof routes) => some.map(({ model }) => ({ model: model.modelId }));
  return {
    status: 200,
    body: {
      healthy_endpoints: named(open),
      unhealthy_endpoints: named(closed),
      healthy_count: open.length,
      unhealthy_count: closed.length,
    },
  };
}

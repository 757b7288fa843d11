import type { Clock } from '@lisa/aws/clock';
import type { Fact } from '@lisa/kit/events/fact';
import type { Lease, Route } from './domain/route.ts';

export interface Routes {
  /** Strongly consistent. */
  find(modelId: string): Promise<Route | undefined>;
  list(): Promise<Route[]>;
  /** The table's version; routers look at it once a second. */
  version(): Promise<number>;
  /** Writes `route` and raises the table's version to `route.changedAt`; false if either changed meanwhile. */
  change(previous: Route | undefined, route: Route): Promise<boolean>;
  /** Writes what routers need not learn (the version that was seen); false if the route changed meanwhile. */
  note(previous: Route, route: Route, ...facts: Fact[]): Promise<boolean>;
}

export interface Leases {
  list(): Promise<Lease[]>;
}

export interface Unpublished {
  retryOlderThan(seconds: number): Promise<number>;
}

export interface Ports {
  readonly routes: Routes;
  readonly leases: Leases;
  readonly unpublished: Unpublished;
  readonly clock: Clock;
}

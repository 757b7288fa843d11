import type { PublishedModel } from '@lisa/contracts/vocabulary/model';

/** What routers know of one model, and since which version of the route table. */
export interface Route {
  readonly modelId: string;
  readonly uid: string;
  readonly modelVersion: number;
  /** Routers send it requests. */
  readonly serving: boolean;
  readonly model?: PublishedModel | undefined;
  /** Version of the route table in which this route last changed. */
  readonly changedAt: number;
  /** `changedAt` of the last state that every live router was seen to have; behind it while a change is on its way. */
  readonly confirmedAt: number;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
}

export interface Lease {
  readonly taskId: string;
  /** Version of the route table that this router serves. */
  readonly version: number;
  /** Epoch seconds; a router that does not renew is gone. */
  readonly expiresAt: number;
}

/** What is to be known of a model: its projection, or that it is gone. */
export interface Knowledge {
  readonly modelId: string;
  readonly uid: string;
  readonly modelVersion: number;
  readonly model?: PublishedModel | undefined;
}

/** A name that was given again has a later uid; within a uid the version decides. Same or older: nothing new. */
export function isNews(known: Route | undefined, { uid, modelVersion }: Knowledge): boolean {
  if (!known || uid > known.uid) return true;
  return uid === known.uid && modelVersion > known.modelVersion;
}

/** The version that every live router serves at least; undefined while no router is live. */
export function servedByAll(leases: readonly Lease[], nowSeconds: number): number | undefined {
  const versions = leases.filter(({ expiresAt }) => expiresAt > nowSeconds).map(({ version }) => version);
  return versions.length ? Math.min(...versions) : undefined;
}

/** Routes whose last change has reached every live router and has not been said yet. */
export const newlyConfirmed = (routes: readonly Route[], served: number): Route[] =>
  routes.filter(({ changedAt, confirmedAt }) => confirmedAt < changedAt && changedAt <= served);

/** A router that left, joined or serves another version may complete a change; a mere renewal of its lease cannot. */
export const mayComplete = (before: string | undefined, after: string | undefined): boolean => before !== after;

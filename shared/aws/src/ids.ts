import { monotonicFactory } from 'ulid';

/** Mints ids, as a port: tests hand over their own. */
export interface Ids {
  /** A ULID in lower case; sorts by time. */
  uid(): string;
}

const ulid = monotonicFactory();

export const ulids: Ids = { uid: () => ulid().toLowerCase() };

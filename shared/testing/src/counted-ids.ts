/** Ids in the form of ULIDs that count up from one (or above `start`), so that a test can name them. */
export function countedIds(start = 0) {
  let minted = start;
  return { uid: () => uidOf(++minted) };
}

/** The n-th id that `countedIds` mints; a greater n sorts later. */
export const uidOf = (n: number): string => `01ky3m7r9t4v2c8q5h3n${String(n).padStart(6, '0')}`;

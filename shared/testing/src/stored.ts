/** What a table gives back of a value: a copy of its own, without undefined members. */
export function stored<T>(value: T): T {
  // Not structuredClone: under Jest its objects come from another realm and equal none of ours.
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

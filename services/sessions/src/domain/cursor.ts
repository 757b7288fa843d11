export type Order = 'asc' | 'desc';

/** Where the next page of messages begins: downward from below `place`, upward from it. */
export const cursorOf = (order: Order, place: number): string => btoa(`${order}:${place}`).replaceAll('=', '');

/** The place a cursor names, or undefined if we never issued it for this order. */
export function placeIn(cursor: string, order: Order): number | undefined {
  const place = /^(?:asc|desc):(0|[1-9]\d{0,8})$/.exec(decoded(cursor))?.[1];
  return place !== undefined && cursorOf(order, Number(place)) === cursor ? Number(place) : undefined;
}

function decoded(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

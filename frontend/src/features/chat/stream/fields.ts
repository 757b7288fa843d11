/** A JSON object whose fields are not yet known to be right. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object; anything else is an empty one, because a stream's extras must not break it. */
export const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The value as a list; anything else is an empty one. */
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value if it is text, else nothing. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value if it is a count, else zero. */
export const countOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;

import type * as z from 'zod';

/** Reads settings once, at cold start; throws an error that names every variable that is missing or wrong. */
export function env<S extends z.ZodObject>(source: Readonly<Record<string, string | undefined>>, shape: S): z.infer<S> {
  const { success, data, error } = shape.safeParse(source);
  if (success) return data;
  const wrong = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`Wrong environment: ${wrong.join('; ')}`);
}

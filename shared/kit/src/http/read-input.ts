import type { RouteContract } from '@lisa/contracts/api/define-route';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import { Failure } from '../failure.ts';
import { InvalidInput } from './refusal.ts';

/** Base64 of 4 MB still fits Lambda's 6 MB; larger media travel by presigned upload. */
export const bodyLimit = 4 * 1024 * 1024;

/** The text of a request body; the API's binary media types are all types, so it usually comes as base64. */
function bodyText({ body, isBase64Encoded }: APIGatewayProxyEvent): string {
  if (!body) throw new Failure('BodyRequired');
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > bodyLimit) throw new Failure('BodyTooLarge', { limit: bodyLimit });
  return bytes.toString('utf8');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('InvalidJson');
  }
}

function parsed<S extends z.ZodType>(where: 'body' | 'path' | 'query', schema: S, value: unknown): z.infer<S> {
  const { success, data, error } = schema.safeParse(value);
  if (!success) throw new InvalidInput(where, error.issues);
  return data;
}

/** A NUL as JSON writes it; an escaped backslash before `u0000` is plain text. */
const escapedNul = /(?<!\\)(?:\\\\)*\\u0000/;

/** No NUL in anything that reaches a handler: databases, paths and C libraries end strings there. */
function withoutNul(text: string): string {
  if (text.includes('\0') || escapedNul.test(text))
    throw new Failure('InvalidRequest', { message: 'Invalid characters detected in request' });
  return text;
}

const mapped = (values: Readonly<Record<string, string | undefined>> | null, change: (text: string) => string) =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value = '']) => [name, change(value)]));

/** A REST API hands path parameters over as they stand in the URL, still percent-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Failure('InvalidRequest', { message: 'The path is not properly percent-encoded' });
  }
}

/** `params`, `query` and `body` of a request, checked by the route's own schemas. */
export function readInput(
  { params, query, body }: RouteContract,
  event: APIGatewayProxyEvent,
): Record<string, unknown> {
  return {
    ...(params && {
      params: parsed(
        'path',
        params,
        mapped(event.pathParameters, (text) => withoutNul(decoded(text))),
      ),
    }),
    ...(query && { query: parsed('query', query, mapped(event.queryStringParameters, withoutNul)) }),
    ...(body && { body: parsed('body', body, json(withoutNul(bodyText(event)))) }),
  };
}

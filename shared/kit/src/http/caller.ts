import { isAdmin, type Roles } from '@lisa/contracts/vocabulary/roles';
import * as z from 'zod';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { jsonSetting } from '../json-setting.ts';

/** Who calls, as the authorizer verified it; no handler parses the token again. */
export interface Caller {
  readonly username: string;
  readonly groups: readonly string[];
  readonly isAdmin: boolean;
}

const Context = z.object({ username: z.string().min(1), groups: jsonSetting(z.array(z.string())) });

/** The caller of a request; undefined when no authorizer vouched for one. */
export function callerOf(event: APIGatewayProxyEvent, roles: Roles): Caller | undefined {
  const { success, data } = Context.safeParse(event.requestContext.authorizer ?? {});
  if (!success) return undefined;
  return { ...data, isAdmin: isAdmin(roles, data.groups) };
}

/** The headers a request proved itself with, for calls to others on the caller's behalf. */
export type Credentials = Readonly<Record<string, string>>;

const proving = new Set(['authorization', 'api-key', 'x-api-key']);

/** The credential headers of a request as they were sent, by their names in small letters. */
export const credentialsOf = ({ headers }: APIGatewayProxyEvent): Credentials =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value !== undefined && proving.has(name.toLowerCase()) ? [[name.toLowerCase(), value]] : [],
    ),
  );

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

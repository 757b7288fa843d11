import * as z from 'zod';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { jsonSetting } from '../json-setting.ts';

/** Group names that carry a role; an empty administrator group means nobody, an empty user group everybody. */
export const Roles = z.object({
  adminGroup: z.string().default(''),
  userGroup: z.string().default(''),
  apiGroup: z.string().default(''),
  ragAdminGroup: z.string().default(''),
});
export type Roles = z.infer<typeof Roles>;

/** Who calls, as the authorizer verified it; no handler parses the token again. */
export interface Caller {
  readonly username: string;
  readonly groups: readonly string[];
  readonly isAdmin: boolean;
}

const Context = z.object({ username: z.string().min(1), groups: jsonSetting(z.array(z.string())) });

/** The caller of a request; undefined when no authorizer vouched for one. */
export function callerOf(event: APIGatewayProxyEvent, { adminGroup }: Roles): Caller | undefined {
  const { success, data } = Context.safeParse(event.requestContext.authorizer ?? {});
  if (!success) return undefined;
  return { ...data, isAdmin: adminGroup !== '' && data.groups.includes(adminGroup) };
}

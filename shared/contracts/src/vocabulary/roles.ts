import * as z from 'zod';

/** Group names that carry a role; an empty administrator group means nobody, an empty user group everybody. */
export const Roles = z.object({
  adminGroup: z.string().default(''),
  userGroup: z.string().default(''),
  apiGroup: z.string().default(''),
  ragAdminGroup: z.string().default(''),
});
export type Roles = z.infer<typeof Roles>;

/** Group names of a verified token compare as whole strings: nobody comes in by `Staff`, `sta` or `group:staff`. */
const holds = (group: string, groups: readonly string[]): boolean => group !== '' && groups.includes(group);

/** Whether somebody in these groups is an administrator. */
export const isAdmin = ({ adminGroup }: Pick<Roles, 'adminGroup'>, groups: readonly string[]): boolean =>
  holds(adminGroup, groups);

/** Whether somebody in these groups may use the platform at all. */
export function isAdmitted(
  { adminGroup, userGroup, ragAdminGroup }: Omit<Roles, 'apiGroup'>,
  groups: readonly string[],
): boolean {
  return userGroup === '' || [adminGroup, userGroup, ragAdminGroup].some((group) => holds(group, groups));
}

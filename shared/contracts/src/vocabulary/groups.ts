const prefix = 'group:';

/** Group names arrive as `x` or `group:x`; comparisons use the bare name. */
export const bareGroup = (group: string): string => (group.startsWith(prefix) ? group.slice(prefix.length) : group);

/** Whether somebody in `groups` may use what is open to `allowedGroups`; none named means everyone. */
export function admits(allowedGroups: readonly string[], groups: readonly string[]): boolean {
  if (allowedGroups.length === 0) return true;
  const mine = new Set(groups.map(bareGroup));
  return allowedGroups.some((group) => mine.has(bareGroup(group)));
}

/** Group names that open the door; an empty name stands for nobody, an empty user group for every verified user. */
export interface AdmissionRoles {
  readonly adminGroup: string;
  readonly userGroup: string;
  readonly ragAdminGroup: string;
}

/** Whether somebody in these groups may use the platform at all. Groups compare as whole strings. */
export function isAdmitted(
  groups: readonly string[],
  { adminGroup, userGroup, ragAdminGroup }: AdmissionRoles,
): boolean {
  if (userGroup === '') return true;
  return [adminGroup, userGroup, ragAdminGroup].some((group) => group !== '' && groups.includes(group));
}

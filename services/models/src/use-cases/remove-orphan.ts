import type { Ports } from '../ports.ts';

/** Removes a stack that no model owns; one whose model came to be known meanwhile stays. */
export async function removeOrphan(uid: string, { models, stacks }: Pick<Ports, 'models' | 'stacks'>): Promise<void> {
  if (await models.findByUid(uid)) return;
  await stacks.removeOrphan(uid);
}

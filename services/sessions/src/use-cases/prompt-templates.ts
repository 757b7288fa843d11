import type { PromptTemplate, PromptTemplateText } from '@lisa/contracts/vocabulary/prompt-template';
import { Failure } from '@lisa/kit/failure';
import type { Caller } from '@lisa/kit/http/caller';
import {
  firstRevision,
  forbiddenGroup,
  isSharedWith,
  mayRead,
  mayWrite,
  nextRevision,
} from '../domain/prompt-template.ts';
import type { Ports } from '../ports.ts';

/** A template of the caller's own. */
export async function createPromptTemplate(text: PromptTemplateText, caller: Caller, ports: Ports) {
  ensureShareable(text.groups, caller);
  const template = firstRevision(text, ports.ids.uid(), caller.username, new Date(ports.clock.now()).toISOString());
  await ports.promptTemplates.create(template);
  return template;
}

/** The caller's own templates, or those of everybody that are shared with the caller; the newest first. */
export async function listPromptTemplates(
  shared: boolean,
  caller: Caller,
  { promptTemplates }: Ports,
): Promise<PromptTemplate[]> {
  const found = shared
    ? (await promptTemplates.shared()).filter((template) => isSharedWith(template, caller))
    : await promptTemplates.ownedBy(caller.username);
  return found.sort((a, b) => (a.created < b.created ? 1 : -1));
}

/** A template the caller may read: `PromptTemplateNotFound`, or `Forbidden` if it belongs to others. */
export async function getPromptTemplate(id: string, caller: Caller, { promptTemplates }: Ports) {
  const template = await promptTemplates.find(id);
  if (!template) throw new Failure('PromptTemplateNotFound', { promptTemplateId: id });
  if (!mayRead(template, caller)) throw new Failure('Forbidden');
  return { ...template, isOwner: template.owner === caller.username };
}

/** A new revision by its owner or an administrator. */
export async function updatePromptTemplate(
  id: string,
  { id: sentId, ...text }: PromptTemplateText & { readonly id: string },
  caller: Caller,
  ports: Ports,
): Promise<PromptTemplate> {
  if (sentId !== id) throw new Failure('InvalidRequest', { message: 'id: must be the one in the path' });
  const template = await writable(id, caller, ports);
  ensureShareable(
    text.groups.filter((group) => !template.groups.includes(group)),
    caller,
  );
  const { title, body, type, groups } = text;
  const next = nextRevision(template, { title, body, type, groups });
  await ports.promptTemplates.revise(template, next);
  return next;
}

/** Takes a template away, by its owner or an administrator. */
export async function deletePromptTemplate(id: string, caller: Caller, ports: Ports): Promise<void> {
  await ports.promptTemplates.retire(await writable(id, caller, ports));
}

async function writable(id: string, caller: Caller, ports: Ports): Promise<PromptTemplate> {
  const { isOwner: _, ...template } = await getPromptTemplate(id, caller, ports);
  if (!mayWrite(template, caller)) throw new Failure('Forbidden');
  return template;
}

function ensureShareable(groups: readonly string[], caller: Caller): void {
  const group = forbiddenGroup(groups, caller);
  if (group) throw new Failure('SharingNotAllowed', { group });
}

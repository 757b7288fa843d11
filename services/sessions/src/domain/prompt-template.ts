import { bareGroup } from '@lisa/contracts/vocabulary/groups';
import { publicGroup, type PromptTemplate, type PromptTemplateText } from '@lisa/contracts/vocabulary/prompt-template';

/** Somebody who reads or writes templates. */
export interface Reader {
  readonly username: string;
  readonly groups: readonly string[];
  readonly isAdmin: boolean;
}

/** A template as it begins. */
export const firstRevision = (text: PromptTemplateText, id: string, owner: string, now: string): PromptTemplate => ({
  ...text,
  id,
  owner,
  created: now,
  revision: 1,
  latest: true,
});

/** The template with other words; it stays with its owner. */
export const nextRevision = (template: PromptTemplate, text: PromptTemplateText): PromptTemplate => ({
  ...template,
  ...text,
  revision: template.revision + 1,
});

/** Whether everybody, or one of the reader's groups, may read it. */
export function isSharedWith({ groups }: PromptTemplate, reader: Reader): boolean {
  const mine = new Set(reader.groups.map(bareGroup));
  return groups.some((group) => group === publicGroup || mine.has(bareGroup(group)));
}

export const mayRead = (template: PromptTemplate, reader: Reader): boolean =>
  reader.isAdmin || template.owner === reader.username || isSharedWith(template, reader);

export const mayWrite = ({ owner }: PromptTemplate, { isAdmin, username }: Reader): boolean =>
  isAdmin || owner === username;

/** A group that the author may not share with: only administrators share with everybody, and with groups of others. */
export function forbiddenGroup(groups: readonly string[], author: Reader): string | undefined {
  const theirs = new Set(author.groups.map(bareGroup));
  return author.isAdmin ? undefined : groups.find((group) => group === publicGroup || !theirs.has(bareGroup(group)));
}

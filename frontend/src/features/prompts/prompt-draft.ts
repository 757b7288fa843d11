import { bareGroup } from '@lisa/contracts/vocabulary/groups';
import { PromptTemplateText, publicGroup } from '@lisa/contracts/vocabulary/prompt-template';
import type * as z from 'zod';
import { isPublic, sharedGroups, type PromptType } from './prompt-words.ts';

export type Sharing = 'private' | 'groups' | 'everybody';

/** The form as somebody fills it. */
export interface PromptDraft {
  readonly title: string;
  readonly body: string;
  readonly type: PromptType;
  readonly sharing: Sharing;
  /** Names of groups, with commas between them. */
  readonly groups: string;
}

export const emptyDraft: PromptDraft = { title: '', body: '', type: 'persona', sharing: 'private', groups: '' };

/** The form filled with what is stored. */
export function draftOf(prompt: PromptTemplateText): PromptDraft {
  const { title, body, type } = prompt;
  const groups = sharedGroups(prompt);
  const narrower: Sharing = groups.length > 0 ? 'groups' : 'private';
  return { title, body, type, sharing: isPublic(prompt) ? 'everybody' : narrower, groups: groups.join(', ') };
}

/** Each name once, as groups are called without their prefix. */
export const groupNamesIn = (groups: string): string[] =>
  [...new Set(groups.split(',').map((name) => bareGroup(name.trim())))].filter(Boolean);

/** What the routes are sent. */
export const textOf = ({ title, body, type, sharing, groups }: PromptDraft): PromptTemplateText => ({
  title: title.trim(),
  body,
  type,
  groups: {
    private: [],
    everybody: [publicGroup],
    groups: groupNamesIn(groups).map((name) => `group:${name}`),
  }[sharing],
});

export type Errors = Readonly<Partial<Record<string, string>>>;

const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'too_small') return 'Fill this in.';
  if (issue.code === 'too_big')
    return `This is too long: at most ${Number(issue.maximum).toLocaleString()} ${
      issue.origin === 'array' ? 'are allowed' : 'characters are allowed'
    }.`;
  return undefined;
};

/** What the route's own schema says of each field, by the field's name. */
export function errorsIn(draft: PromptDraft): Errors {
  const issues = PromptTemplateText.safeParse(textOf(draft), { error: inWords }).error?.issues ?? [];
  const errors = Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message]));
  // A list without names would be stored as private, which is not what was chosen.
  const isWithoutGroup = draft.sharing === 'groups' && groupNamesIn(draft.groups).length === 0;
  return isWithoutGroup ? { ...errors, groups: 'Name at least one group, or keep it private.' } : errors;
}

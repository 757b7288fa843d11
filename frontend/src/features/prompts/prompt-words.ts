import { bareGroup } from '@lisa/contracts/vocabulary/groups';
import { publicGroup, type PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';

export type PromptType = PromptTemplate['type'];

/** What each type is called, and what it is for. */
export const promptTypes: readonly {
  readonly value: PromptType;
  readonly label: string;
  readonly plural: string;
  readonly description: string;
}[] = [
  {
    value: 'persona',
    label: 'Persona',
    plural: 'personas',
    description: 'Says how a model behaves for a whole conversation. It takes the place of the system prompt.',
  },
  {
    value: 'directive',
    label: 'Directive',
    plural: 'directives',
    description: 'A task in words, such as “Summarise this in three sentences”. It is inserted into a question.',
  },
];

export const typeName = (type: PromptType): string => promptTypes.find(({ value }) => value === type)?.label ?? type;

export const isPublic = ({ groups }: Pick<PromptTemplate, 'groups'>): boolean => groups.includes(publicGroup);

/** Names of the groups it is shared with, without everybody. */
export const sharedGroups = ({ groups }: Pick<PromptTemplate, 'groups'>): readonly string[] =>
  groups.filter((group) => group !== publicGroup).map(bareGroup);

/** Who may read it besides its owner. */
export function audienceOf(prompt: Pick<PromptTemplate, 'groups'>): string {
  if (isPublic(prompt)) return 'Everybody';
  return sharedGroups(prompt).join(', ') || 'Nobody else';
}

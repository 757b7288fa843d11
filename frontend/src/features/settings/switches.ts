import type { Configuration } from '@lisa/contracts/vocabulary/configuration';

export type SwitchName = keyof Configuration['enabledComponents'];

export interface Switch {
  readonly name: SwitchName;
  readonly label: string;
  /** What people can do while it is on. */
  readonly description: string;
}

export interface SwitchGroup {
  readonly title: string;
  readonly switches: readonly Switch[];
}

/** The features of this deployment that can be switched, in LISA's groups. */
export const switchGroups: readonly SwitchGroup[] = [
  {
    title: 'Library',
    switches: [
      {
        name: 'showPromptTemplateLibrary',
        label: 'Prompt library',
        description:
          'People write prompts and personas once, use them in every conversation and share them with groups.',
      },
    ],
  },
  {
    title: 'Attachments',
    switches: [
      {
        name: 'uploadContextDocs',
        label: 'Files in a conversation',
        description: 'People add text files and pictures to a question.',
      },
      {
        name: 'documentSummarization',
        label: 'Summaries of files',
        description: 'Three ways to have attached files summarised are offered with them.',
      },
    ],
  },
  {
    title: 'Advanced',
    switches: [
      {
        name: 'editKwargs',
        label: 'Model arguments',
        description: 'People set temperature, length of answers and the like.',
      },
      {
        name: 'editPromptTemplate',
        label: 'System prompt',
        description: 'People change what a model is told before a conversation.',
      },
      {
        name: 'viewMetaData',
        label: 'Details of answers',
        description: 'Tokens, times and what else came with an answer are shown.',
      },
      {
        name: 'deleteSessionHistory',
        label: 'Delete conversations',
        description: 'People delete conversations, one or all of theirs.',
      },
      {
        name: 'encryptSession',
        label: 'Encrypt conversations',
        description: 'What people write from now on is encrypted before it is stored.',
      },
    ],
  },
];

const labels = new Map(
  switchGroups.flatMap(({ switches }) => switches.map(({ name, label }) => [name, label] as const)),
);

const words = (on: boolean): string => (on ? 'on' : 'off');

interface Change {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

const change = (what: string, from: string, to: string): Change[] => (from === to ? [] : [{ what, from, to }]);

/** What differs between two configurations, as people would say it. */
export function changesBetween(before: Configuration, after: Configuration): Change[] {
  const switched = [...labels].flatMap(([name, label]) =>
    change(label, words(before.enabledComponents[name]), words(after.enabledComponents[name])),
  );
  const bannerOf = ({ systemBanner: { isEnabled, text, textColor, backgroundColor } }: Configuration): string =>
    isEnabled ? `${text} (${textColor} on ${backgroundColor})` : 'off';
  const newsOf = ({ announcement: { isEnabled, message } }: Configuration): string => (isEnabled ? message : 'off');
  const modelOf = ({ global: { defaultModel } }: Configuration): string => defaultModel ?? 'none';
  return [
    ...switched,
    ...change('Banner', bannerOf(before), bannerOf(after)),
    ...change('Announcement', newsOf(before), newsOf(after)),
    ...change('Default model', modelOf(before), modelOf(after)),
  ];
}

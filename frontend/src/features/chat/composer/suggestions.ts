import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import type { Option } from '../../../ui/option-list.tsx';
import type { ChatModel } from '../models/chat-models.ts';
import type { PromptLibrary } from '../prompts/prompt-library.ts';
import type { Sign } from './sign-at.ts';
import { summaries } from './summaries.ts';

/** What can be chosen by a sign. */
export interface Suggestion extends Option {
  /** Stands in the question afterwards, in place of the sign and what was typed after it. */
  readonly insert: string;
  act?(): void;
}

/** What the chat has to choose from; what is undefined is not offered here. */
export interface Choices {
  readonly models: readonly ChatModel[];
  chooseModel(model: ChatModel): void;
  readonly prompts: PromptChoices | undefined;
  /** Names of what is attached to this question and to earlier ones. */
  readonly documents: readonly string[];
  readonly attach: (() => void) | undefined;
  /** Whether it offers to have them summarised. */
  readonly summarises: boolean;
}

export interface PromptChoices {
  /** Undefined where system prompts are not for everybody to edit. */
  readonly takePersona: ((persona: PromptTemplate) => void) | undefined;
  writeOne(): void;
}

const beginning = (text: string): string => text.trim().split('\n')[0]?.slice(0, 120) ?? '';

function promptSuggestions({ takePersona, writeOne }: PromptChoices, library: PromptLibrary): Suggestion[] {
  const { directives, personas, problem, readAgain } = library;
  if (problem !== '') return [{ id: 'again', words: 'Try again', detail: problem, insert: '/', act: readAgain }];
  if (!directives || !personas) return [];
  const found: Suggestion[] = directives.map(({ id, title, body }) => ({
    id,
    group: 'Insert into the question',
    words: title,
    detail: beginning(body),
    insert: body,
  }));
  for (const persona of takePersona ? personas : []) {
    const { id, title, body } = persona;
    const act = (): void => takePersona?.(persona);
    found.push({ id, group: 'Speak with a persona', words: title, detail: beginning(body), insert: '', act });
  }
  if (found.length > 0) return found;
  return [{ id: 'new', words: 'Write a prompt', detail: 'There is none yet', insert: '', act: writeOne }];
}

const modelSuggestions = ({ models, chooseModel }: Choices): Suggestion[] =>
  models
    .filter(({ isReady }) => isReady)
    .map((model) => ({
      id: model.modelId,
      words: model.name,
      detail: model.abilities.join(' · ') || model.description,
      insert: '',
      act: () => chooseModel(model),
    }));

function documentSuggestions({ documents, attach, summarises }: Choices): Suggestion[] {
  const named = documents.map((name) => ({ id: `name ${name}`, words: name, detail: 'attached', insert: `${name} ` }));
  const wanted = summarises && documents.length > 0 ? summaries : [];
  const asks = wanted.map(({ ask, ...option }) => ({ ...option, insert: ask }));
  if (!attach) return [...named, ...asks];
  return [
    ...named,
    ...asks,
    { id: 'attach', words: 'Attach a file', detail: 'text, code or images', insert: '', act: attach },
  ];
}

/** Everything a sign offers. */
export function suggestionsOf(sign: Sign, choices: Choices, library: PromptLibrary): Suggestion[] {
  if (sign === '@') return modelSuggestions(choices);
  if (sign === '#') return documentSuggestions(choices);
  return choices.prompts ? promptSuggestions(choices.prompts, library) : [];
}

/** Those whose words contain what was typed; groups stay together. */
export const matching = (suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] =>
  suggestions.filter(({ words, detail = '' }) => `${words} ${detail}`.toLowerCase().includes(typed.toLowerCase()));

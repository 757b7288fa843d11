import { listPromptTemplates } from '@lisa/contracts/api/sessions/prompt-templates.routes';
import { describe, expect, it } from '@jest/globals';
import { matching, suggestionsOf } from './suggestions.ts';
import type { Choices } from './suggestions.ts';

const [template] = listPromptTemplates.example.reply.Items;
const persona = { ...template!, id: 'p', title: 'Pirate', type: 'persona' as const };
const directive = {
  ...template!,
  id: 'd',
  title: 'Summarise',
  type: 'directive' as const,
  body: '\nIn short:\nplease',
};
const nothingWrong = { isLoading: false, problem: '', readAgain: () => undefined };
const library = { personas: [persona], directives: [directive], ...nothingWrong };

function choices(more: Partial<Choices> = {}): { readonly all: Choices; readonly acts: string[] } {
  const acts: string[] = [];
  const prompts = { takePersona: () => acts.push('persona'), writeOne: () => acts.push('write') };
  const given = { models: [], chooseModel: () => undefined, documents: ['a.md'], attach: undefined, prompts };
  const all = { ...given, summarises: false, ...more };
  return { all, acts };
}

const wordsOf = (found: readonly { readonly words: string }[]): string[] => found.map(({ words }) => words);

describe('a slash', () => {
  it('offers directives by their first line, which stand in the question, and personas, which do not', () => {
    const { all, acts } = choices();

    const [first, second] = suggestionsOf('/', all, library);
    second?.act?.();

    expect(first).toMatchObject({ words: 'Summarise', detail: 'In short:', insert: '\nIn short:\nplease' });
    expect(second).toMatchObject({ words: 'Pirate', insert: '' });
    expect(acts).toEqual(['persona']);
  });

  it('offers no persona where system prompts may not be edited, and nothing without a library', () => {
    const prompts = { takePersona: undefined, writeOne: () => undefined };

    expect(wordsOf(suggestionsOf('/', choices({ prompts }).all, library))).toEqual(['Summarise']);
    expect(suggestionsOf('/', choices({ prompts: undefined }).all, library)).toEqual([]);
  });

  it('offers nothing until prompts were read, and to write one if there are none', () => {
    const { all } = choices();

    expect(suggestionsOf('/', all, { personas: undefined, directives: undefined, ...nothingWrong })).toEqual([]);
    expect(wordsOf(suggestionsOf('/', all, { personas: [], directives: [], ...nothingWrong }))).toEqual([
      'Write a prompt',
    ]);
  });
});

describe('a hash', () => {
  it('offers to attach only where files may be', () => {
    expect(wordsOf(suggestionsOf('#', choices().all, library))).toEqual(['a.md']);
    expect(wordsOf(suggestionsOf('#', choices({ attach: () => undefined }).all, library))).toEqual([
      'a.md',
      'Attach a file',
    ]);
  });
});

describe('prompts that cannot be read', () => {
  it('say why, and can be asked for again', () => {
    let isAsked = false;
    const failed = {
      personas: undefined,
      directives: undefined,
      isLoading: false,
      problem: 'Busy.',
      readAgain: () => (isAsked = true),
    };

    const [again] = suggestionsOf('/', choices().all, failed);
    again?.act?.();

    expect(again).toMatchObject({ words: 'Try again', detail: 'Busy.', insert: '/' });
    expect(isAsked).toBe(true);
  });
});

describe('summaries', () => {
  it('are offered of what is attached, where administrators let people ask for them', () => {
    expect(wordsOf(suggestionsOf('#', choices({ summarises: true }).all, library))).toEqual([
      'a.md',
      'Summarise: concise',
      'Summarise: overview',
      'Summarise: chain of density',
    ]);
    expect(suggestionsOf('#', choices({ summarises: true, documents: [] }).all, library)).toEqual([]);
  });
});

describe('typing on after a sign', () => {
  it('keeps what contains the letters, in its name or its beginning', () => {
    const all = suggestionsOf('/', choices().all, library);

    expect(wordsOf(matching(all, 'SHORT'))).toEqual(['Summarise']);
    expect(wordsOf(matching(all, 'zzz'))).toEqual([]);
  });
});

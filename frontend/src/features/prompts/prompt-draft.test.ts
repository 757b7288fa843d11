import { describe, expect, it } from '@jest/globals';
import { draftOf, emptyDraft, errorsIn, textOf } from './prompt-draft.ts';

const filled = { ...emptyDraft, title: 'Reviewer', body: 'You review contracts.' };

describe('turning a form into what is sent', () => {
  it('names each group once, in the notation of the contract', () => {
    expect(textOf({ ...filled, sharing: 'groups', groups: ' legal, group:legal,, sales ' }).groups).toEqual([
      'group:legal',
      'group:sales',
    ]);
  });

  it('shares with everybody or nobody, whatever names were typed before', () => {
    expect(textOf({ ...filled, sharing: 'everybody', groups: 'legal' }).groups).toEqual(['lisa:public']);
    expect(textOf({ ...filled, sharing: 'private', groups: 'legal' }).groups).toEqual([]);
  });

  it('gives back what was stored', () => {
    const stored = { title: 'Reviewer', body: 'x', type: 'directive' as const, groups: ['group:legal', 'group:sales'] };

    expect(textOf(draftOf(stored))).toEqual(stored);
  });

  it('opens the form as it was shared', () => {
    expect(draftOf({ ...textOf(filled), groups: ['lisa:public'] }).sharing).toBe('everybody');
    expect(draftOf({ ...textOf(filled), groups: ['group:legal'] })).toMatchObject({
      sharing: 'groups',
      groups: 'legal',
    });
    expect(draftOf(textOf(filled)).sharing).toBe('private');
  });
});

describe('checking a form', () => {
  it('finds nothing wrong with a complete one', () => {
    expect(errorsIn(filled)).toEqual({});
  });

  it('names every field that is empty', () => {
    expect(errorsIn({ ...emptyDraft, title: '  ' })).toEqual({ title: 'Fill this in.', body: 'Fill this in.' });
  });

  it('says how long a field may be', () => {
    expect(errorsIn({ ...filled, title: 'x'.repeat(257) })['title']).toContain('at most 256 characters');
  });

  it('does not take sharing with groups, and none named, for private', () => {
    expect(errorsIn({ ...filled, sharing: 'groups', groups: ' , ' })['groups']).toContain('at least one group');
  });
});

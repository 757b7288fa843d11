import { useState } from 'react';
import { errorAt, errorsIn, type FieldErrors } from './field-errors.ts';
import type { HostingDraft } from './hosting/hosting-draft.ts';
import { emptyDraft, type ModelDraft } from './model-draft.ts';

/** What every part of a form works on. */
export interface ModelFields {
  readonly draft: ModelDraft;
  change(changes: Partial<ModelDraft>): void;
  changeHosting(changes: Partial<HostingDraft>): void;
  /** What is wrong with a field, once somebody has left it. */
  errorOf(field: string): string | undefined;
  leave(field: string): void;
}

/** A draft, and what is wrong with it. */
export interface DraftForm {
  readonly fields: ModelFields;
  /** Everything that is wrong, said or not. */
  readonly errors: FieldErrors;
  /** From now on says what is wrong with these; answers whether nothing is. */
  check(places?: readonly string[]): boolean;
  /** Said at the end of the form once somebody tried to send it and something is still wrong. */
  readonly complaint: string | undefined;
}

const isIn = (place: string, places: Iterable<string>): boolean =>
  [...places].some((one) => place === one || place.startsWith(`${one}.`) || one.startsWith(`${place}.`));

const lookAbove = 'Something is not right yet: look at the fields that are marked.';

/** Keeps a draft while it is filled. A field complains once somebody has left it, not while it is being filled. */
export function useDraft(initial: Partial<ModelDraft> = {}): DraftForm {
  const [draft, setDraft] = useState<ModelDraft>({ ...emptyDraft, ...initial });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const errors = errorsIn(draft);
  const change = (changes: Partial<ModelDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  const fields: ModelFields = {
    draft,
    change,
    changeHosting: (changes) => setDraft((before) => ({ ...before, hosting: { ...before.hosting, ...changes } })),
    errorOf: (field) => (isIn(field, left) ? errorAt(errors, field) : undefined),
    leave: (field) => setLeft((before) => new Set([...before, field])),
  };
  const check = (places: readonly string[] = [...errors.keys()]): boolean => {
    setLeft((before) => new Set([...before, ...places]));
    return !places.some((place) => errorAt(errors, place));
  };
  const isToldAll = errors.size > 0 && [...errors.keys()].every((place) => isIn(place, left));
  return { fields, errors, check, complaint: isToldAll ? (errors.get('') ?? lookAbove) : undefined };
}

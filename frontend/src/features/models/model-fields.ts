import type { ModelDraft } from './model-draft.ts';

/** What every part of the form works on. */
export interface ModelFields {
  readonly draft: ModelDraft;
  change(changes: Partial<ModelDraft>): void;
  /** What is wrong with a field, once somebody has left it. */
  errorOf(field: string): string | undefined;
  leave(field: string): void;
}

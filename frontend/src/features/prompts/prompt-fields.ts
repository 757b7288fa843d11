import type { PromptDraft } from './prompt-draft.ts';

/** What every part of the form works on. */
export interface PromptFields {
  readonly draft: PromptDraft;
  change(changes: Partial<PromptDraft>): void;
  /** What is wrong with a field, once somebody has left it. */
  errorOf(field: string): string | undefined;
  leave(field: string): void;
}

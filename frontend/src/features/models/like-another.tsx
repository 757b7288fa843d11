import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { draftOf } from './edit/draft-of.ts';
import type { ModelDraft } from './model-draft.ts';
import { ModelOr } from './model-or.tsx';

/** Begins a form with what another model is like (`?like=` in the address), or with nothing. A name is never taken over. */
export function LikeAnother({ children }: { children(initial: Partial<ModelDraft>): ReactNode }) {
  const [query] = useSearchParams();
  const like = query.get('like');
  if (like === null) return children({});
  return <ModelOr modelId={like}>{(model) => children({ ...draftOf(model), modelId: '' })}</ModelOr>;
}

import { useSyncExternalStore } from 'react';
import type { Markdown as MarkdownView } from '../../../ui/markdown/markdown.tsx';
import { useDisplay } from './display.ts';

// Not React.lazy: that shows its fallback once even if the code is there, and an answer must not change its looks.
let Markdown: typeof MarkdownView | undefined;
let isSettled = false;
const waiting = new Set<() => void>();

/** Loads what draws answers before there is one; without it an answer is shown as it was written. */
export function prepareAnswers(): void {
  if (Markdown) return;
  import('../../../ui/markdown/markdown.tsx')
    .then(
      (loaded) => (Markdown = loaded.Markdown),
      () => undefined,
    )
    .finally(() => {
      isSettled = true;
      for (const draw of waiting) draw();
    });
}

/** Whether answers look from now on as they always will: a stored conversation is not shown before, and then again. */
export const useSettledAnswers = (): boolean => useSyncExternalStore(subscribe, () => isSettled);

function subscribe(draw: () => void): () => void {
  waiting.add(draw);
  return () => void waiting.delete(draw);
}

/** The words of an answer, drawn as markdown unless somebody wants them as they were written. */
export function AnswerWords({ text, isGrowing }: { readonly text: string; readonly isGrowing: boolean }) {
  const View = useSyncExternalStore(subscribe, () => Markdown);
  const { showsMarkdown } = useDisplay();
  return View && showsMarkdown ? (
    <View text={text} isGrowing={isGrowing} />
  ) : (
    <div className="answer-plain">{text}</div>
  );
}

import { memo } from 'react';
import { wordsOf } from '../conversation/chat-message.ts';
import type { Turn } from '../conversation/thread.ts';
import { AnswerWords } from './answer-words.tsx';

/** What was said before this place, in short: the model goes on from it, and everything can still be read above. */
export const SummaryOfEarlier = memo(function SummaryOfEarlier({ turn }: { readonly turn: Turn }) {
  return (
    <article className="answer" aria-label="Summary of what was said so far">
      <details className="reasoning">
        <summary>What was said so far is summarised for the model</summary>
        <AnswerWords text={wordsOf(turn.message)} isGrowing={false} />
      </details>
    </article>
  );
});

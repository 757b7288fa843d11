import { useState } from 'react';
import { CopyButton } from '../../../ui/markdown/copy-button.tsx';

interface ReasoningProps {
  readonly text: string;
  readonly isGrowing?: boolean;
  /** Seconds, if they were measured. */
  readonly thoughtFor?: unknown;
}

/** What the model thought: open while it thinks, folded once it answers, and then as the person leaves it. */
export function Reasoning({ text, isGrowing = false, thoughtFor }: ReasoningProps) {
  const [chosen, setChosen] = useState<boolean>();
  const isOpen = chosen ?? isGrowing;
  return (
    <details className="reasoning" open={isOpen}>
      <summary
        onClick={(event) => {
          event.preventDefault();
          setChosen(!isOpen);
        }}
      >
        {isGrowing ? 'Thinking' : thoughtWords(thoughtFor)}
      </summary>
      <div className="reasoning-text">{text}</div>
      {!isGrowing && <CopyButton label="Copy thoughts" text={() => text} />}
    </details>
  );
}

function thoughtWords(seconds: unknown): string {
  if (typeof seconds !== 'number') return 'Thoughts';
  return seconds < 1 ? 'Thought for a moment' : `Thought for ${Math.round(seconds)} s`;
}

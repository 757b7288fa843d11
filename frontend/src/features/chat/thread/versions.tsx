import { SmallIcon } from '../../../ui/small-icon.tsx';
import type { Turn } from '../conversation/thread.ts';

interface VersionsProps {
  readonly turn: Turn;
  show(turn: Turn, versionId: string): void;
}

/** Arrows between the versions of a question or an answer; nothing where there is one only. */
export function Versions({ turn, show }: VersionsProps) {
  const { versions, message } = turn;
  const at = versions.indexOf(message.id);
  if (versions.length < 2) return null;
  const to = (index: number, words: string, icon: 'angle-left' | 'angle-right') => {
    const id = versions[index];
    return (
      <button
        type="button"
        className="quiet-button"
        aria-label={words}
        title={words}
        disabled={id === undefined}
        onClick={() => id !== undefined && show(turn, id)}
      >
        <SmallIcon name={icon} />
      </button>
    );
  };
  return (
    <span className="versions" role="group" aria-label="Versions">
      {to(at - 1, 'Previous version', 'angle-left')}
      <span aria-label={`Version ${at + 1} of ${versions.length}`}>
        {at + 1}/{versions.length}
      </span>
      {to(at + 1, 'Next version', 'angle-right')}
    </span>
  );
}

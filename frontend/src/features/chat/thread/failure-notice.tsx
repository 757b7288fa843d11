import { useEffect, useState } from 'react';
import type { ChatFailure, Remedy } from '../stream/failures.ts';

interface FailureNoticeProps {
  readonly failure: ChatFailure;
  /** Whether a model is chosen that can be asked. */
  readonly hasModel: boolean;
  retry(): void;
  signIn(): void;
}

const retryable: readonly Remedy[] = ['retry', 'choose-model', 'shorten'];

/** Why there is no answer, and what to do. */
export function FailureNotice({ failure, hasModel, retry, signIn }: FailureNoticeProps) {
  const wait = useCountdown(failure);
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{failure.title}</strong> {failure.advice}
      </p>
      {failure.detail && (
        <details>
          <summary>What the server said</summary>
          <p>{failure.detail}</p>
        </details>
      )}
      {failure.remedy === 'sign-in' && (
        <button type="button" className="text-button is-primary" onClick={signIn}>
          Sign in again
        </button>
      )}
      {retryable.includes(failure.remedy) && (
        <button type="button" className="text-button is-primary" disabled={wait > 0 || !hasModel} onClick={retry}>
          {retryWords(wait, hasModel)}
        </button>
      )}
    </div>
  );
}

function retryWords(wait: number, hasModel: boolean): string {
  if (!hasModel) return 'Choose another model below';
  return wait > 0 ? `Try again in ${wait} s` : 'Try again';
}

/** Whole seconds until trying again makes sense. */
function useCountdown(failure: ChatFailure): number {
  const [left, setLeft] = useState(failure.retryAfter ?? 0);
  useEffect(() => {
    setLeft(failure.retryAfter ?? 0);
    const until = Date.now() + (failure.retryAfter ?? 0) * 1000;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 500);
    return () => clearInterval(timer);
  }, [failure]);
  return left;
}

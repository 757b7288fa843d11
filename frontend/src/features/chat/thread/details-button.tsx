import { lazy, Suspense, useState } from 'react';
import { SmallIcon } from '../../../ui/small-icon.tsx';
import type { ChatMessage } from '../conversation/chat-message.ts';
import { useDisplay } from './display.ts';

const AnswerDetails = lazy(async () => ({ default: (await import('./answer-details.tsx')).AnswerDetails }));

/** Opens what came with an answer, where administrators let people look at it. */
export function DetailsButton({ message }: { readonly message: ChatMessage }) {
  const [isOpen, setOpen] = useState(false);
  if (!useDisplay().mayLook) return null;
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-label="Details of this answer"
        title="Details, and the answer as it was written"
        onClick={() => setOpen(true)}
      >
        <SmallIcon name="info" />
      </button>
      <Suspense fallback={null}>{isOpen && <AnswerDetails message={message} close={() => setOpen(false)} />}</Suspense>
    </>
  );
}

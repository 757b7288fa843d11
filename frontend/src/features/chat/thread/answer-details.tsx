import { useId } from 'react';
import { CopyButton } from '../../../ui/markdown/copy-button.tsx';
import { useModal } from '../../../ui/use-modal.ts';
import type { ChatMessage } from '../conversation/chat-message.ts';
import { modelOf, wordsOf } from '../conversation/chat-message.ts';
import { allFacts } from './answer-facts.tsx';

interface AnswerDetailsProps {
  readonly message: ChatMessage;
  close(): void;
}

/** What came with an answer, its words as the model wrote them, and all of it as it is stored. */
export function AnswerDetails({ message, close }: AnswerDetailsProps) {
  const { dialog, shut } = useModal(close);
  const titleId = useId();
  const stored = JSON.stringify(message, null, 2);
  const facts = [['model', modelOf(message) ?? 'not known'] as const, ...allFacts(message)];
  return (
    <dialog {...dialog} className="chat-dialog answer-details" aria-labelledby={titleId}>
      <h2 id={titleId}>Details of this answer</h2>
      <dl>
        {facts.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Source title="As the model wrote it" label="Copy what the model wrote" text={wordsOf(message)} />
      <Source title="Everything, as JSON" label="Copy as JSON" text={stored} />
      <div className="chat-dialog-bar">
        <button type="button" className="text-button" onClick={shut}>
          Close
        </button>
      </div>
    </dialog>
  );
}

const Source = ({ title, label, text }: { readonly title: string; readonly label: string; readonly text: string }) => (
  <section aria-label={title}>
    <div className="answer-source-head">
      <h3>{title}</h3>
      <CopyButton label={label} text={() => text} />
    </div>
    <pre tabIndex={0}>{text}</pre>
  </section>
);

import Icon from '@cloudscape-design/components/icon';
import { sizeInWords } from './attachments.ts';
import type { Attachment } from './attachments.ts';

interface Acts {
  remove(id: string): void;
  /** Takes as much of one that is too large as can be sent. */
  takeBeginning(id: string): void;
}

/** What goes with the next question, each with its size, or with why it cannot. */
export const AttachmentList = ({ attachments, ...acts }: Acts & { readonly attachments: readonly Attachment[] }) =>
  attachments.length > 0 && (
    <ul className="attachments" aria-label="Attachments">
      {attachments.map((attachment) => (
        <AttachmentItem key={attachment.id} attachment={attachment} {...acts} />
      ))}
    </ul>
  );

function AttachmentItem({ attachment, remove, takeBeginning }: Acts & { readonly attachment: Attachment }) {
  const { id, name, attached, problem, beginning } = attachment;
  const isFine = problem === '';
  return (
    <li className={isFine ? 'attachment' : 'attachment has-problem'}>
      {attached?.kind === 'image' ? (
        <img src={attached.url} alt="" />
      ) : (
        <Icon name={isFine ? 'file' : 'status-warning'} />
      )}
      <span className="attachment-words">
        <span className="attachment-name">{name}</span>
        <span className="attachment-size" role={isFine ? undefined : 'alert'}>
          {wordsOf(attachment)}
        </span>
      </span>
      {beginning && (
        <button type="button" className="text-button" onClick={() => takeBeginning(id)}>
          Use the beginning
        </button>
      )}
      <button
        type="button"
        className="quiet-button"
        aria-label={`Remove ${name}`}
        title="Remove"
        onClick={() => remove(id)}
      >
        <Icon name="close" size="small" />
      </button>
    </li>
  );
}

const wordsOf = ({ isReading, problem, size }: Attachment): string =>
  isReading ? 'Reading…' : problem || sizeInWords(size);

import Icon from '@cloudscape-design/components/icon';
import { sizeInWords } from './attachments.ts';
import type { Attachment } from './attachments.ts';

interface AttachmentListProps {
  readonly attachments: readonly Attachment[];
  remove(id: string): void;
}

/** What goes with the next question, each with its size, or with why it cannot. */
export const AttachmentList = ({ attachments, remove }: AttachmentListProps) =>
  attachments.length > 0 && (
    <ul className="attachments" aria-label="Attachments">
      {attachments.map(({ id, name, size, attached, problem }) => (
        <li key={id} className={problem === '' ? 'attachment' : 'attachment has-problem'}>
          {attached?.kind === 'image' ? (
            <img src={attached.url} alt="" />
          ) : (
            <Icon name={problem === '' ? 'file' : 'status-warning'} />
          )}
          <span className="attachment-words">
            <span className="attachment-name">{name}</span>
            <span className="attachment-size" role={problem === '' ? undefined : 'alert'}>
              {problem || sizeInWords(size)}
            </span>
          </span>
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
      ))}
    </ul>
  );

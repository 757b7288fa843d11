import './status-badge.css';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Status } from '@lisa/contracts/vocabulary/lifecycle';
import { statusLooks } from './status-looks.ts';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

interface StatusBadgeProps {
  readonly status: Status;
  /** Why it failed, or what it waits for. */
  readonly reason?: string | undefined;
  /** What to do about that. */
  readonly advice?: string | undefined;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** The status of a hosted thing in words, since when, and why it is not in service. */
export const StatusBadge = ({ status, reason, advice, since }: StatusBadgeProps) => (
  <div className="status-badge">
    <StatusIndicator type={statusLooks[status][0]}>{statusLooks[status][1]}</StatusIndicator>
    {reason && <div className="status-reason">{reason}</div>}
    {advice && <div className="status-advice">{advice}</div>}
    <div className="status-since">
      since <time dateTime={new Date(since).toISOString()}>{moment.format(since)}</time>
    </div>
  </div>
);

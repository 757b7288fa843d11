import './status-badge.css';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Status } from '@lisa/contracts/vocabulary/lifecycle';

const looks: Readonly<Record<Status, readonly [StatusIndicatorProps.Type, string]>> = {
  InService: ['success', 'In service'],
  Creating: ['in-progress', 'Creating'],
  Starting: ['in-progress', 'Starting'],
  Updating: ['in-progress', 'Updating'],
  Stopping: ['in-progress', 'Stopping'],
  Deleting: ['in-progress', 'Deleting'],
  Stopped: ['stopped', 'Stopped'],
  Failed: ['error', 'Failed'],
};

/** Whether it will change by itself soon. */
export const isOnItsWay = (status: Status): boolean => looks[status][0] === 'in-progress';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

interface StatusBadgeProps {
  readonly status: Status;
  /** Why it failed, or what it waits for. */
  readonly reason?: string | undefined;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** The status of a hosted thing in words, since when, and why it is not in service. */
export const StatusBadge = ({ status, reason, since }: StatusBadgeProps) => (
  <div className="status-badge">
    <StatusIndicator type={looks[status][0]}>{looks[status][1]}</StatusIndicator>
    {reason && <div className="status-reason">{reason}</div>}
    <div className="status-since">
      since <time dateTime={new Date(since).toISOString()}>{moment.format(since)}</time>
    </div>
  </div>
);

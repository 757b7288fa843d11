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

/** The status of a hosted thing in words, with why it is not in service. */
export function StatusBadge({ status, reason }: { readonly status: Status; readonly reason?: string | undefined }) {
  const [type, words] = looks[status];
  return (
    <div className="status-badge">
      <StatusIndicator type={type}>{words}</StatusIndicator>
      {reason && <div className="status-reason">{reason}</div>}
    </div>
  );
}

import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Status } from '@lisa/contracts/vocabulary/lifecycle';

/** Each status as an icon and in words. */
export const statusLooks: Readonly<Record<Status, readonly [StatusIndicatorProps.Type, string]>> = {
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
export const isOnItsWay = (status: Status): boolean => statusLooks[status][0] === 'in-progress';

import Alert from '@cloudscape-design/components/alert';
import { useState } from 'react';
import { useConfigurationVersion } from '../platform/configuration.ts';

/** LISA's key: what was dismissed is remembered for this version of the configuration. */
const key = 'lisa-announcement-dismissed-at';

/** News from administrators, until one has dismissed it. */
export function Announcement() {
  const version = useConfigurationVersion();
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(key));
  if (!version?.configuration.announcement.isEnabled || dismissed === version.createdAt) return null;
  const dismiss = (): void => {
    localStorage.setItem(key, version.createdAt);
    setDismissed(version.createdAt);
  };
  return (
    <div role="region" aria-label="Announcement" className="announcement">
      <Alert type="info" dismissible dismissAriaLabel="Dismiss the announcement" onDismiss={dismiss}>
        {version.configuration.announcement.message}
      </Alert>
    </div>
  );
}

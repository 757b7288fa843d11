import { useConfiguration } from '../platform/configuration.ts';

/** Words that administrators put above and below every page. */
export function SystemBanner() {
  const { isEnabled, text, textColor, backgroundColor } = useConfiguration().systemBanner;
  if (!isEnabled) return null;
  return (
    <div className="system-banner" role="note" aria-label="System banner" style={{ color: textColor, backgroundColor }}>
      {text}
    </div>
  );
}

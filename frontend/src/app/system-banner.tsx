import { useConfiguration } from '../platform/configuration.ts';

/** Words that administrators put above and below every page. */
export function SystemBanner({ at }: { readonly at: 'top' | 'bottom' }) {
  const { isEnabled, text, textColor, backgroundColor } = useConfiguration().systemBanner;
  if (!isEnabled) return null;
  return (
    <div
      className="system-banner"
      role="region"
      aria-label={`Banner at the ${at}`}
      style={{ color: textColor, backgroundColor }}
    >
      {text}
    </div>
  );
}

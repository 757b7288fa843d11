import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { ColorField } from './color-field.tsx';

interface BannerFieldsProps {
  readonly draft: Configuration;
  readonly errors: Readonly<Record<string, string>>;
  change(part: Partial<Configuration>): void;
}

/** Words that always stay above and below every page. */
export function BannerFields({ draft: { systemBanner: banner }, errors, change }: BannerFieldsProps) {
  const set = (part: Partial<typeof banner>): void => change({ systemBanner: { ...banner, ...part } });
  return (
    <SpaceBetween size="m">
      <Toggle
        checked={banner.isEnabled}
        description="Stands above and below every page, for a classification or a warning."
        onChange={({ detail }) => set({ isEnabled: detail.checked })}
      >
        Show a banner
      </Toggle>
      {banner.isEnabled && (
        <>
          <FormField label="Text of the banner" errorText={errors['systemBanner.text']}>
            <Input value={banner.text} onChange={({ detail }) => set({ text: detail.value })} />
          </FormField>
          <div className="settings-colors">
            <ColorField label="Text colour" value={banner.textColor} change={(textColor) => set({ textColor })} />
            <ColorField
              label="Background"
              value={banner.backgroundColor}
              change={(backgroundColor) => set({ backgroundColor })}
            />
          </div>
        </>
      )}
    </SpaceBetween>
  );
}

/** News that everybody sees until they dismiss it. */
export function AnnouncementFields({ draft: { announcement }, errors, change }: BannerFieldsProps) {
  const set = (part: Partial<typeof announcement>): void => change({ announcement: { ...announcement, ...part } });
  return (
    <SpaceBetween size="m">
      <Toggle
        checked={announcement.isEnabled}
        description="Is shown to everybody until they dismiss it; saving again shows it again."
        onChange={({ detail }) => set({ isEnabled: detail.checked })}
      >
        Make an announcement
      </Toggle>
      {announcement.isEnabled && (
        <FormField label="Text of the announcement" errorText={errors['announcement.message']}>
          <Textarea rows={3} value={announcement.message} onChange={({ detail }) => set({ message: detail.value })} />
        </FormField>
      )}
    </SpaceBetween>
  );
}

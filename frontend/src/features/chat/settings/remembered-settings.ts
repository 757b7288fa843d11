import type { Keep } from '../conversation/keep.ts';
import { ChatSettings, defaultSettings } from '../conversation/settings.ts';

const key = 'settings';

/** The settings that were used last, for new conversations. */
export function rememberedSettings(keep: Keep): ChatSettings {
  try {
    return ChatSettings.parse(JSON.parse(keep.read(key) ?? '{}'));
  } catch {
    return defaultSettings;
  }
}

/** Remembers settings in this browser; if it is full, new conversations begin with the ones before. */
export const rememberSettings = (keep: Keep, settings: ChatSettings): void =>
  void keep.write(key, JSON.stringify(settings));

import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { createContext, use, useMemo } from 'react';
import type { ChatSettings } from '../conversation/settings.ts';

/** How answers are shown. */
export interface Display {
  readonly showsMarkdown: boolean;
  readonly showsThoughts: boolean;
  /** Tokens and times stand below every answer. */
  readonly showsDetails: boolean;
  /** Administrators let people look at what came with an answer. */
  readonly mayLook: boolean;
}

export const DisplayContext = createContext<Display>({
  showsMarkdown: true,
  showsThoughts: true,
  showsDetails: false,
  mayLook: true,
});

export const useDisplay = (): Display => use(DisplayContext);

/** The display for these settings: the same object until one of them changes, because every answer depends on it. */
export function useDisplayOf(settings: ChatSettings, switches: Configuration['enabledComponents']): Display {
  const { showsMarkdown, showsThoughts, showsDetails } = settings;
  const mayLook = switches.viewMetaData;
  return useMemo(
    () => ({ showsMarkdown, showsThoughts, showsDetails: showsDetails && mayLook, mayLook }),
    [showsMarkdown, showsThoughts, showsDetails, mayLook],
  );
}

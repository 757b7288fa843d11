import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'system';

const key = 'lisa-theme';
/** Paper is white. */
const isPrinted = matchMedia('print');
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const stored = (): Theme => {
  const text = localStorage.getItem(key);
  return text === 'light' || text === 'dark' ? text : 'system';
};
let theme = stored();

const isDark = (): boolean => !isPrinted.matches && (theme === 'dark' || (theme === 'system' && systemIsDark.matches));

function apply(): void {
  applyMode(isDark() ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

/** Dresses the page as chosen, and follows the system while nothing else is chosen. */
export function beginTheme(): void {
  applyDensity(Density.Comfortable);
  apply();
  for (const media of [systemIsDark, isPrinted]) media.addEventListener('change', apply);
}

/** Remembers a choice on this device. */
export function chooseTheme(next: Theme): void {
  theme = next;
  if (next === 'system') localStorage.removeItem(key);
  else localStorage.setItem(key, next);
  apply();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** What was chosen. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => theme);
/** What is shown, for what has no styles of its own to switch (diagrams, code). */
export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark);

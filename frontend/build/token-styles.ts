import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Our name for each of Cloudscape's design tokens that our own styles use. */
const used = {
  '--text': 'color-text-body-default',
  '--text-secondary': 'color-text-body-secondary',
  '--text-heading': 'color-text-heading-default',
  '--text-link': 'color-text-link-default',
  '--text-error': 'color-text-status-error',
  '--text-success': 'color-text-status-success',
  '--text-warning': 'color-text-status-warning',
  '--text-accent': 'color-text-accent',
  '--background': 'color-background-layout-main',
  '--background-raised': 'color-background-container-content',
  '--background-input': 'color-background-input-default',
  '--background-hover': 'color-background-dropdown-item-hover',
  '--background-selected': 'color-background-item-selected',
  '--background-code': 'color-background-code-view',
  '--background-shaded': 'color-background-cell-shaded',
  '--border': 'color-border-divider-default',
  '--border-faint': 'color-border-divider-secondary',
  '--border-input': 'color-border-input-default',
  '--border-focus': 'color-border-item-focused',
  '--accent': 'color-background-button-primary-default',
  '--font-sans': 'font-family-base',
  '--font-mono': 'font-family-monospace',
} as const;

const components = dirname(createRequire(import.meta.url).resolve('@cloudscape-design/components/package.json'));

/** Cloudscape's design tokens. Its components bring them, and the page that comes before any component needs them too. */
export const baseTheme = join(components, 'internal/base-theme/styles.scoped.css');

/** The property that holds a token in the installed components: its name ends in a hash that changes with their version. */
function propertyOf(token: string, styles: string): string {
  const [property] = new RegExp(`--${token}-[a-z0-9]{6}(?=\\s*:)`).exec(styles) ?? [];
  if (!property) throw new Error(`Cloudscape has no design token ${token} any more: choose another in token-styles.ts`);
  return property;
}

/** Custom properties of the body, where Cloudscape's dark mode is switched as well. */
export function tokenStyles(): string {
  const styles = readFileSync(baseTheme, 'utf8');
  const lines = Object.entries(used).map(([name, token]) => `  ${name}: var(${propertyOf(token, styles)});`);
  return `body {\n${lines.join('\n')}\n}\n`;
}

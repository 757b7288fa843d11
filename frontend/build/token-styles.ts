import * as tokens from '@cloudscape-design/design-tokens';

/** Our name for each token we use. */
const used = {
  '--text': tokens.colorTextBodyDefault,
  '--text-secondary': tokens.colorTextBodySecondary,
  '--text-heading': tokens.colorTextHeadingDefault,
  '--text-link': tokens.colorTextLinkDefault,
  '--text-error': tokens.colorTextStatusError,
  '--text-success': tokens.colorTextStatusSuccess,
  '--text-warning': tokens.colorTextStatusWarning,
  '--text-accent': tokens.colorTextAccent,
  '--background': tokens.colorBackgroundLayoutMain,
  '--background-raised': tokens.colorBackgroundContainerContent,
  '--background-input': tokens.colorBackgroundInputDefault,
  '--background-hover': tokens.colorBackgroundDropdownItemHover,
  '--background-selected': tokens.colorBackgroundItemSelected,
  '--background-code': tokens.colorBackgroundCodeView,
  '--background-shaded': tokens.colorBackgroundCellShaded,
  '--border': tokens.colorBorderDividerDefault,
  '--border-faint': tokens.colorBorderDividerSecondary,
  '--border-input': tokens.colorBorderInputDefault,
  '--border-focus': tokens.colorBorderItemFocused,
  '--accent': tokens.colorBackgroundButtonPrimaryDefault,
  '--font-sans': tokens.fontFamilyBase,
  '--font-mono': tokens.fontFamilyMonospace,
} as const;

/** Custom properties of the body, where Cloudscape's dark mode is switched as well. */
export const tokenStyles = (): string =>
  `body {\n${Object.entries(used)
    .map(([name, value]) => `  ${name}: ${value};`)
    .join('\n')}\n}\n`;

import type { ReactNode } from 'react';
import { memo, startTransition, useEffect, useState } from 'react';
import { SmallIcon } from '../small-icon.tsx';
import type { ColourRun } from './colour-runs.ts';
import { Coloured } from './coloured.tsx';
import { CopyButton } from './copy-button.tsx';
import { saveFile } from './save-file.ts';

interface CodeBlockProps {
  readonly language: string;
  readonly code: string;
  /** It still grows: colours come when it is whole. */
  readonly isOpen: boolean;
  readonly children?: ReactNode;
}

/** Beyond this many characters colours are not worth the wait. */
const mostColoured = 60_000;

/** Code with its language, to copy, wrap and keep; `children` are further buttons. */
export const CodeBlock = memo(function CodeBlock({ language, code, isOpen, children }: CodeBlockProps) {
  const [wraps, setWraps] = useState(false);
  const coloured = useColours(language, code, !isOpen && code.length <= mostColoured);
  const name = language || 'text';
  return (
    <figure className="code-block" aria-label={`Code in ${name}`}>
      <figcaption>
        <span className="code-block-language">{name}</span>
        {children}
        <button type="button" className="quiet-button" aria-pressed={wraps} onClick={() => setWraps(!wraps)}>
          Wrap
        </button>
        <button
          type="button"
          className="quiet-button"
          title="Download"
          aria-label="Download code"
          onClick={() => saveFile(`code.${extensionOf(language)}`, code, 'text/plain')}
        >
          <SmallIcon name="download" />
        </button>
        <CopyButton label="Copy code" text={() => code} />
      </figcaption>
      {/* Wide code scrolls inside of its frame, which a keyboard must be able to reach. */}
      <pre className={wraps ? 'is-wrapped' : undefined} tabIndex={0} role="group" aria-label={`${name} code`}>
        <code>{coloured ? <Coloured runs={coloured} /> : code}</code>
      </pre>
    </figure>
  );
});

function useColours(language: string, code: string, isWanted: boolean): readonly ColourRun[] | undefined {
  const [coloured, setColoured] = useState<{ readonly of: string; readonly runs: readonly ColourRun[] | undefined }>();
  useEffect(() => {
    if (!isWanted || language === '') return undefined;
    let isCurrent = true;
    const show = (runs: readonly ColourRun[] | undefined): void => {
      if (isCurrent) startTransition(() => setColoured({ of: code, runs }));
    };
    // Without colours code is still code, so a chunk that does not load costs nothing more.
    import('./colour-code.ts').then(({ colourCode }) => colourCode(language, code)).then(show, () => undefined);
    return () => {
      isCurrent = false;
    };
  }, [language, code, isWanted]);
  return coloured?.of === code ? coloured.runs : undefined;
}

const extensions: Readonly<Record<string, string>> = {
  bash: 'sh',
  csharp: 'cs',
  javascript: 'js',
  kotlin: 'kt',
  markdown: 'md',
  python: 'py',
  ruby: 'rb',
  rust: 'rs',
  shell: 'sh',
  typescript: 'ts',
  yaml: 'yml',
};

const extensionOf = (language: string): string =>
  extensions[language] ?? (/^[a-z0-9]{1,8}$/.test(language) ? language : 'txt');

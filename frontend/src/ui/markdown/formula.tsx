import { memo, useEffect, useRef, useState } from 'react';

interface FormulaProps {
  readonly source: string;
  readonly isDisplay?: boolean;
  /** Half a formula is an error, so its source is shown until it is whole. */
  readonly isOpen?: boolean;
}

/** A formula in TeX, set by KaTeX, which is loaded with the first one; what cannot be set is shown as it was written. */
export const Formula = memo(function Formula({ source, isDisplay = false, isOpen = false }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null);
  const [drawn, setDrawn] = useState<string>();
  useEffect(() => {
    if (isOpen) return undefined;
    let isCurrent = true;
    import('./set-formula.ts').then(
      ({ setFormula }) => {
        if (!isCurrent || place.current === null) return;
        setDrawn(setFormula(source, place.current, isDisplay) ? source : undefined);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [source, isDisplay, isOpen]);
  const isDrawn = drawn === source;
  return (
    <span
      className={isDisplay ? 'formula is-display' : 'formula'}
      tabIndex={isDisplay ? 0 : undefined}
      role={isDisplay ? 'math' : undefined}
      aria-label={isDisplay ? source : undefined}
    >
      <span ref={place} hidden={!isDrawn} />
      {!isDrawn && <code>{source}</code>}
    </span>
  );
});

import { useEffect, useState } from 'react';
import { SmallIcon } from '../small-icon.tsx';
import './quiet-button.css';

interface CopyButtonProps {
  /** What the button does, for those who cannot see its icon. */
  readonly label: string;
  /** Asked when it is pressed, because the text may still grow. */
  text(): string;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(
      () => setSaid('Copied'),
      () => setSaid('Not copied'),
    );
  };
  return (
    <button type="button" className="quiet-button" title={label} aria-label={label} onClick={copy}>
      <SmallIcon name={said === 'Copied' ? 'check' : 'copy'} />
      <span className="quiet-button-said" role="status">
        {said}
      </span>
    </button>
  );
}

import { useId, useState } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  /** 1 for whole numbers. */
  readonly step: number;
  readonly value: number | undefined;
  change(value: number | undefined): void;
}

/** A number that may be left to the model; one out of range is said to be so, and does not count. */
export function NumberField({ label, hint, value, change, ...range }: NumberFieldProps) {
  const id = useId();
  const [text, setText] = useState(value?.toString() ?? '');
  const problem = problemOf(text, range);
  const write = (next: string): void => {
    setText(next);
    if (problemOf(next, range) === '') change(numberIn(next));
  };
  return (
    <div className="settings-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="chat-field"
        inputMode="decimal"
        placeholder="As the model decides"
        value={problem === '' ? inAgreement(text, value) : text}
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-hint`}
        onChange={(event) => write(event.target.value)}
      />
      <p id={`${id}-hint`} className={problem === '' ? undefined : 'is-problem'}>
        {problem || hint}
      </p>
    </div>
  );
}

/** What was typed, as long as it means the value: that may be set from elsewhere. */
const inAgreement = (text: string, value: number | undefined): string =>
  numberIn(text) === value ? text : (value?.toString() ?? '');

const numberIn = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));

function problemOf(text: string, { min, max, step }: Pick<NumberFieldProps, 'min' | 'max' | 'step'>): string {
  const number = numberIn(text);
  if (number === undefined) return '';
  const isWhole = step < 1 || Number.isInteger(number);
  if (number >= min && number <= max && isWhole) return '';
  const most = max > 1_000_000 ? `from ${min}` : `from ${min} to ${max}`;
  return `Must be a ${step < 1 ? '' : 'whole '}number ${most}, or empty. It does not count yet.`;
}

import { useId } from 'react';

interface ColorFieldProps {
  readonly label: string;
  readonly value: string;
  change(value: string): void;
}

/** A colour, chosen with the browser's own picker. */
export function ColorField({ label, value, change }: ColorFieldProps) {
  const id = useId();
  return (
    <div className="settings-color">
      <input id={id} type="color" value={value} onChange={(event) => change(event.target.value)} />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useId } from 'react';
import type { ChatSettings } from '../conversation/settings.ts';

/** Changes some of the settings; undefined leaves one to the model. */
export type SetSettings = (changes: { readonly [K in keyof ChatSettings]?: ChatSettings[K] | undefined }) => void;

export interface FieldsProps {
  readonly settings: ChatSettings;
  readonly set: SetSettings;
}

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  children(id: string, hintId: string): ReactNode;
}

/** A field with its name above and a sentence below. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div className="settings-field">
      <label htmlFor={id}>{label}</label>
      {children(id, `${id}-hint`)}
      <p id={`${id}-hint`}>{hint}</p>
    </div>
  );
}

interface SwitchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  change(isOn: boolean): void;
}

/** Something that is on or off. */
export function SwitchField({ label, hint, isOn, change }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="settings-switch">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-describedby={`${id}-hint`}
        onChange={(event) => change(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`}>{hint}</p>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { ChatSettings, defaultSettings } from '../conversation/settings.ts';
import type { ChatModel } from '../models/chat-models.ts';
import { NumberField } from './number-field.tsx';

interface SettingsDialogProps {
  readonly settings: ChatSettings;
  readonly model: ChatModel | undefined;
  change(settings: ChatSettings): void;
  close(): void;
}

type Changes = { readonly [K in keyof ChatSettings]?: ChatSettings[K] | undefined };

interface PartProps {
  readonly settings: ChatSettings;
  set(changes: Changes): void;
}

/** How this conversation asks: system prompt and model arguments. Every change counts at once. */
export function SettingsDialog({ settings, model, change, close }: SettingsDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const set = (changes: Changes): void => change(ChatSettings.parse({ ...settings, ...changes }));
  return (
    <dialog
      ref={dialog}
      className="chat-dialog settings"
      aria-labelledby={titleId}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <form method="dialog" className="settings-form">
        <h2 id={titleId}>Settings of this conversation</h2>
        <SystemPrompt settings={settings} set={set} />
        {numbers.map(({ key, ...field }) => (
          <NumberField key={key} {...field} value={settings[key]} change={(value) => set({ [key]: value })} />
        ))}
        <StopTexts settings={settings} set={set} />
        {model?.reasons && <Effort settings={settings} set={set} />}
        <p className="settings-note">New conversations begin with the same settings.</p>
        <div className="chat-dialog-bar">
          <button
            type="button"
            className="text-button"
            onClick={() => change({ ...defaultSettings, ...(settings.modelId && { modelId: settings.modelId }) })}
          >
            Back to the defaults
          </button>
          <button type="submit" className="text-button is-primary">
            Done
          </button>
        </div>
      </form>
    </dialog>
  );
}

const numbers = [
  { key: 'temperature', label: 'Temperature', hint: '0 is steady, 2 is wild.', min: 0, max: 2, step: 0.1 },
  {
    key: 'topP',
    label: 'Top P',
    hint: 'Considers only the likeliest words that make up this share.',
    min: 0,
    max: 1,
    step: 0.05,
  },
  {
    key: 'maxTokens',
    label: 'Most tokens in an answer',
    hint: 'Where an answer is cut at the latest.',
    min: 1,
    max: 1_000_000,
    step: 1,
  },
  {
    key: 'seed',
    label: 'Seed',
    hint: 'The same seed gives the same answer, with models that support it.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    step: 1,
  },
] as const;

const SystemPrompt = ({ settings, set }: PartProps) => (
  <Field label="System prompt" hint="Said to the model before everything else: who it is, how it should answer.">
    {(id, hintId) => (
      <textarea
        id={id}
        aria-describedby={hintId}
        className="chat-field"
        rows={5}
        value={settings.systemPrompt}
        onChange={(event) => set({ systemPrompt: event.target.value })}
      />
    )}
  </Field>
);

const StopTexts = ({ settings, set }: PartProps) => (
  <Field label="Stop texts" hint="Up to four, one a line. The answer ends where one of them would come.">
    {(id, hintId) => (
      <textarea
        id={id}
        aria-describedby={hintId}
        className="chat-field"
        rows={2}
        defaultValue={settings.stop.join('\n')}
        onChange={(event) => set({ stop: event.target.value.split('\n').filter(Boolean).slice(0, 4) })}
      />
    )}
  </Field>
);

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;

const Effort = ({ settings, set }: PartProps) => (
  <Field label="Reasoning effort" hint="How long the model may think before it answers.">
    {(id, hintId) => (
      <select
        id={id}
        aria-describedby={hintId}
        className="chat-field"
        value={settings.reasoningEffort ?? ''}
        onChange={(event) => set({ reasoningEffort: efforts.find((effort) => effort === event.target.value) })}
      >
        <option value="">As the model decides</option>
        {efforts.map((effort) => (
          <option key={effort}>{effort}</option>
        ))}
      </select>
    )}
  </Field>
);

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  children(id: string, hintId: string): ReactNode;
}

function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div className="settings-field">
      <label htmlFor={id}>{label}</label>
      {children(id, `${id}-hint`)}
      <p id={`${id}-hint`}>{hint}</p>
    </div>
  );
}

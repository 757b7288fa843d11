import { Field } from './field.tsx';
import type { FieldsProps } from './field.tsx';
import { NumberField } from './number-field.tsx';

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
    key: 'frequencyPenalty',
    label: 'Frequency penalty',
    hint: 'Above 0, a word becomes less likely each time it was used.',
    min: -2,
    max: 2,
    step: 0.1,
  },
  {
    key: 'presencePenalty',
    label: 'Presence penalty',
    hint: 'Above 0, the model rather turns to something new.',
    min: -2,
    max: 2,
    step: 0.1,
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

/** What goes to the model with every question; an empty field leaves it to the model. */
export const ModelArguments = ({ settings, set, reasons }: FieldsProps & { readonly reasons: boolean }) => (
  <fieldset className="settings-group">
    <legend>Model arguments</legend>
    {numbers.map(({ key, ...field }) => (
      <NumberField key={key} {...field} value={settings[key]} change={(value) => set({ [key]: value })} />
    ))}
    <StopTexts settings={settings} set={set} />
    {reasons && <Effort settings={settings} set={set} />}
  </fieldset>
);

const StopTexts = ({ settings, set }: FieldsProps) => (
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

const Effort = ({ settings, set }: FieldsProps) => (
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

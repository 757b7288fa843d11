import { SwitchField } from './field.tsx';
import type { FieldsProps } from './field.tsx';

/** How answers are shown. */
export const DisplayFields = ({ settings, set, mayLook }: FieldsProps & { readonly mayLook: boolean }) => (
  <fieldset className="settings-group">
    <legend>Answers</legend>
    <SwitchField
      label="Show words as they come"
      hint="Off: an answer appears when it is complete."
      isOn={settings.streams}
      change={(streams) => set({ streams })}
    />
    <SwitchField
      label="Draw Markdown"
      hint="Headings, tables, code, formulas. Off: answers are shown as they were written."
      isOn={settings.showsMarkdown}
      change={(showsMarkdown) => set({ showsMarkdown })}
    />
    <SwitchField
      label="Show what the model thought"
      hint="Folded above the answer, with models that tell."
      isOn={settings.showsThoughts}
      change={(showsThoughts) => set({ showsThoughts })}
    />
    {mayLook && (
      <SwitchField
        label="Show details below answers"
        hint="Tokens read and written, tokens a second, time to the first word."
        isOn={settings.showsDetails}
        change={(showsDetails) => set({ showsDetails })}
      />
    )}
  </fieldset>
);

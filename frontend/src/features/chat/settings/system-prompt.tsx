import { usePromptLibrary } from '../prompts/prompt-library.ts';
import { Field } from './field.tsx';
import type { FieldsProps } from './field.tsx';

/** What the model is told before everything else: a persona from the library, or words of one's own. */
export function SystemPrompt({ settings, set, hasLibrary }: FieldsProps & { readonly hasLibrary: boolean }) {
  const { personas = [] } = usePromptLibrary(hasLibrary);
  const chosen = personas.find(({ body }) => body === settings.systemPrompt);
  const choose = (id: string): void => set({ systemPrompt: personas.find((one) => one.id === id)?.body ?? '' });
  return (
    <>
      {personas.length > 0 && (
        <Field label="Persona" hint="From the prompt library. It takes the place of the system prompt.">
          {(id, hintId) => (
            <select
              id={id}
              aria-describedby={hintId}
              className="chat-field"
              value={chosen?.id ?? ''}
              onChange={(event) => choose(event.target.value)}
            >
              <option value="">{settings.systemPrompt === '' || chosen ? 'None' : 'Words of your own'}</option>
              {personas.map(({ id: personaId, title }) => (
                <option key={personaId} value={personaId}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label="System prompt" hint="Said to the model before everything else: who it is, how it should answer.">
        {(id, hintId) => (
          <textarea
            id={id}
            aria-describedby={hintId}
            className="chat-field"
            rows={4}
            value={settings.systemPrompt}
            onChange={(event) => set({ systemPrompt: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

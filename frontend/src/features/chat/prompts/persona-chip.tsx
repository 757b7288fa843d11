import Icon from '@cloudscape-design/components/icon';
import { usePromptLibrary } from './prompt-library.ts';

interface PersonaChipProps {
  readonly systemPrompt: string;
  /** Whether its name can be looked up. */
  readonly hasLibrary: boolean;
  edit(): void;
  remove(): void;
}

/** Says that a model is told something before every question, and by which persona. */
export function PersonaChip({ systemPrompt, hasLibrary, edit, remove }: PersonaChipProps) {
  const { personas } = usePromptLibrary(hasLibrary && systemPrompt.trim() !== '');
  if (systemPrompt.trim() === '') return null;
  const persona = personas?.find(({ body }) => body === systemPrompt);
  const what = persona ? `Persona: ${persona.title}` : 'System prompt of your own';
  return (
    <div className="persona-chip">
      <Icon name="user-profile" size="small" />
      <button type="button" className="persona-chip-name" title={systemPrompt.slice(0, 500)} onClick={edit}>
        {what}
      </button>
      <button
        type="button"
        className="quiet-button"
        aria-label={persona ? 'Remove the persona' : 'Remove the system prompt'}
        title="Remove"
        onClick={remove}
      >
        <Icon name="close" size="small" />
      </button>
    </div>
  );
}

import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import type { Command } from '../../ui/commands.ts';
import { OptionList, optionElement, useActiveOption } from '../../ui/option-list.tsx';
import { useModal } from '../../ui/use-modal.ts';
import { findCommands } from './find-commands.ts';
import { useAllCommands } from './all-commands.ts';
import './palette.css';

interface PaletteProps {
  /** What the page that is open adds. */
  readonly offered: readonly Command[];
  close(): void;
  showShortcuts(): void;
}

/** Finds everything by a few letters: what can be done, conversations, models, prompts, pages. */
export function Palette({ offered, close, showShortcuts }: PaletteProps) {
  const { dialog, shut } = useModal(close);
  const listId = useId();
  const [typed, setTyped] = useState('');
  const all = useAllCommands(offered, showShortcuts);
  const found = useMemo(() => findCommands(all, typed), [all, typed]);
  const { active, move, toFirst } = useActiveOption(found);
  const choose = (command: Command): void => {
    // Closed first: the focus goes back to where it was, and the command may take it from there.
    shut();
    close();
    command.act();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && active) choose(active);
    else if (!move(event.key)) return;
    event.preventDefault();
  };
  return (
    <dialog {...dialog} className="palette" aria-label="Find or do anything">
      <input
        className="palette-field"
        role="combobox"
        aria-label="Find or do anything"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={optionElement(listId, found, active)}
        placeholder="Find or do anything"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          toFirst();
        }}
        onKeyDown={onKeyDown}
      />
      <OptionList id={listId} label="Found" options={found} active={active} choose={choose} />
      <p className="palette-note" role="status">
        {found.length === 0 ? `Nothing is called “${typed}”.` : `${found.length} found`}
      </p>
    </dialog>
  );
}

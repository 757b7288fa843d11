import { Fragment, useEffect, useRef, useState } from 'react';
import './option-list.css';

/** Something to choose from a list. */
export interface Option {
  readonly id: string;
  readonly words: string;
  readonly detail?: string | undefined;
  /** Keys that do the same. */
  readonly keys?: string | undefined;
  /** Options of one group stand together, below its name. */
  readonly group?: string | undefined;
}

/** The element that `aria-activedescendant` of the field names while an option is active. */
export const optionElement = <T extends Option>(listId: string, options: readonly T[], active: T | undefined) =>
  active && `${listId}-${options.indexOf(active)}`;

/** Which option the arrow keys are at: the first, until they were used. */
export function useActiveOption<T extends Option>(options: readonly T[]) {
  const [wanted, setWanted] = useState<string>();
  const active = options.find(({ id }) => id === wanted) ?? options[0];
  /** Whether the key was one that moves. */
  const move = (key: string): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step === undefined || !active) return false;
    setWanted(options.at((options.indexOf(active) + step) % options.length)?.id);
    return true;
  };
  return { active, move, toFirst: () => setWanted(undefined) };
}

interface OptionListProps<T extends Option> {
  readonly id: string;
  readonly label: string;
  /** Those of one group follow each other. */
  readonly options: readonly T[];
  readonly active: T | undefined;
  choose(option: T): void;
}

/** A list of options for a field that keeps the focus: arrow keys and Enter are heard there. */
export function OptionList<T extends Option>({ id, label, options, active, choose }: OptionListProps<T>) {
  const groups = Map.groupBy(options, ({ group }) => group);
  return (
    <div id={id} role="listbox" aria-label={label} className="option-list">
      {[...groups].map(([group, members]) => {
        const views = members.map((option) => (
          <OptionView
            key={option.id}
            id={`${id}-${options.indexOf(option)}`}
            option={option}
            isActive={option === active}
            choose={() => choose(option)}
          />
        ));
        return group === undefined ? (
          <Fragment key="">{views}</Fragment>
        ) : (
          <div key={group} role="group" aria-label={group}>
            <div className="option-group" aria-hidden="true">
              {group}
            </div>
            {views}
          </div>
        );
      })}
    </div>
  );
}

interface OptionViewProps {
  readonly id: string;
  readonly option: Option;
  readonly isActive: boolean;
  choose(): void;
}

function OptionView({ id, option: { words, detail, keys }, isActive, choose }: OptionViewProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={isActive}
      className="option"
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={choose}
    >
      <span className="option-words">{words}</span>
      {detail && <span className="option-detail">{detail}</span>}
      {keys && <kbd>{keys}</kbd>}
    </div>
  );
}

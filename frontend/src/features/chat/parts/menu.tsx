import Icon from '@cloudscape-design/components/icon';
import type { IconProps } from '@cloudscape-design/components/icon';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Floating } from './floating.tsx';

export interface MenuItem {
  readonly words: string;
  readonly icon: IconProps.Name;
  readonly isDangerous?: boolean;
  act(): void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** A button with a menu of actions; arrow keys move in it. */
export function Menu({ label, items }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="quiet-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="ellipsis" size="small" />
      </button>
      {isOpen && (
        <Floating anchor={button} close={close} className="menu">
          <Items
            label={label}
            items={items}
            choose={(item) => {
              close();
              item.act();
            }}
          />
        </Floating>
      )}
    </>
  );
}

function Items({ label, items, choose }: MenuProps & { choose(item: MenuItem): void }) {
  const list = useRef<HTMLDivElement>(null);
  // What has just been made visible takes the focus a frame later; hidden it would refuse it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => list.current?.querySelector('button')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div ref={list} role="menu" aria-label={label} onKeyDown={moveFocus}>
      {items.map((item) => (
        <button
          key={item.words}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={item.isDangerous ? 'is-dangerous' : undefined}
          onClick={() => choose(item)}
        >
          <Icon name={item.icon} size="small" /> {item.words}
        </button>
      ))}
    </div>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons.at((at + step + buttons.length) % buttons.length)?.focus();
}

import { createContext, use, useEffect } from 'react';
import type { Option } from './option-list.tsx';

/** Something that can be found in the palette, and done. */
export interface Command extends Option {
  readonly group: string;
  /** Other words it is found by. */
  readonly also?: string;
  act(): void;
}

/** What the shell offers to the pages inside of it. */
export interface CommandsSlot {
  /** Somebody looks for a command: what can be done here is wanted now. */
  readonly isOpen: boolean;
  setOpen(open: boolean): void;
  /** Adds commands to what can be found; gives back how to take them away. */
  offer(commands: readonly Command[]): () => void;
}

export const CommandsContext = createContext<CommandsSlot>({
  isOpen: false,
  setOpen: () => undefined,
  offer: () => () => undefined,
});

/** The palette, for pages that have something to offer while it is open. */
export const useCommands = (): CommandsSlot => use(CommandsContext);

/** Offers commands for as long as its component is there; hand over the same list until something changed. */
export function useOffer(commands: readonly Command[]): void {
  const { offer } = useCommands();
  useEffect(() => offer(commands), [offer, commands]);
}

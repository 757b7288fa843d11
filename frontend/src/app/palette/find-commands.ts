import type { Command } from '../../ui/commands.ts';

/** So many of a group are seen at a glance. */
const most = 8;
const mostUnasked = 5;

/** How well a command fits what was typed: 0 is best; undefined if it does not fit. */
function rankOf({ words, detail = '', also = '', group }: Command, wanted: readonly string[]): number | undefined {
  const title = words.toLowerCase();
  const whole = `${title} ${detail} ${also} ${group}`.toLowerCase();
  if (!wanted.every((word) => whole.includes(word))) return undefined;
  if (title.startsWith(wanted.join(' '))) return 0;
  return wanted.every((word) => title.includes(word)) ? 1 : 2;
}

/** What fits the words somebody typed, the best group first; without any, the beginning of every group. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = commands.flatMap((command) => {
    const rank = rankOf(command, wanted);
    return rank === undefined ? [] : [{ command, rank }];
  });
  const sorted = ranked.toSorted((one, other) => one.rank - other.rank).map(({ command }) => command);
  const groups = Map.groupBy(sorted, ({ group }) => group);
  return [...groups.values()].flatMap((members) => members.slice(0, wanted.length === 0 ? mostUnasked : most));
}

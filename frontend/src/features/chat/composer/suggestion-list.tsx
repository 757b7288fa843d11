import { OptionList } from '../../../ui/option-list.tsx';
import type { useSuggestions } from './use-suggestions.ts';

const kinds = { '/': 'Prompts', '@': 'Models', '#': 'Documents' } as const;

/** What can be chosen by the sign before the caret, above the question. */
export function SuggestionList({ from }: { readonly from: ReturnType<typeof useSuggestions> }) {
  const { listId, sign, isLoading, said, found, active, choose } = from;
  const isOpen = sign !== undefined && found.length > 0;
  return (
    <>
      {isOpen && (
        <div className="suggestion-list">
          <OptionList id={listId} label={kinds[sign]} options={found} active={active} choose={choose} />
        </div>
      )}
      <span className={isLoading ? 'suggestion-list is-loading' : 'for-screen-readers'} role="status">
        {isLoading ? 'Loading prompts …' : isOpen ? offer(kinds[sign], found.length) : said}
      </span>
    </>
  );
}

const offer = (kind: string, count: number): string =>
  `${kind}: ${count}. Arrow keys move, Enter chooses, Escape closes.`;

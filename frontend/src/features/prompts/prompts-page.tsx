import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { usePerson } from '../../platform/person.ts';
import { wordsFor } from '../../platform/refusal.ts';
import { ResourceTable } from '../../ui/resource-table.tsx';
import { DeletePrompt } from './delete-prompt.tsx';
import { promptColumns } from './prompt-columns.tsx';
import { promptTypes, type PromptType } from './prompt-words.ts';
import { usePrompts } from './queries.ts';
import './prompts.css';

const everyType = { value: 'all', label: 'All types' };
const types = [
  everyType,
  ...promptTypes.map(({ value, plural }) => ({ value, label: `${plural[0]?.toUpperCase()}${plural.slice(1)}` })),
];

/** Which list is shown, as the address says: `?list=shared&type=persona`. */
function useChoice() {
  const [query] = useSearchParams();
  const type = promptTypes.find(({ value }) => value === query.get('type'))?.value;
  return { isShared: query.get('list') === 'shared', type };
}

type Choice = ReturnType<typeof useChoice>;

const addressOf = ({ isShared, type }: Choice): string => {
  const query = new URLSearchParams({ ...(isShared && { list: 'shared' }), ...(type && { type }) }).toString();
  return query ? `/prompt-templates?${query}` : '/prompt-templates';
};

/** Whose prompts, and of which type. */
function Choices({ isShared, type }: Choice) {
  const navigate = useNavigate();
  const list = (words: string, shared: boolean) => (
    <Link to={addressOf({ isShared: shared, type })} aria-current={shared === isShared ? 'page' : undefined}>
      {words}
    </Link>
  );
  return (
    <div className="prompt-choices">
      <nav className="prompt-lists" aria-label="Lists of prompts">
        {list('Mine', false)}
        {list('Shared with me', true)}
      </nav>
      <Select
        ariaLabel="Type"
        options={types}
        selectedOption={types.find(({ value }) => value === type) ?? everyType}
        onChange={({ detail: { selectedOption } }) => {
          const chosen = promptTypes.find(({ value }) => value === selectedOption.value)?.value;
          void navigate(addressOf({ isShared, type: chosen }));
        }}
      />
    </div>
  );
}

/** What to do while a list is empty. */
const emptyWords = (isShared: boolean): string =>
  isShared
    ? 'Nobody has shared one with you. What you share with everybody or with a group of yours appears here too.'
    : 'Keep words that worked: how a model should behave, or a task you give often.';

const wordsOf = (type: PromptType | undefined) => promptTypes.find(({ value }) => value === type);

/** The prompt library: one's own prompts, and those that are shared with one. */
export function PromptsPage() {
  const navigate = useNavigate();
  const { username, isAdmin } = usePerson();
  const choice = useChoice();
  const { isShared, type } = choice;
  const { data, error, refetch } = usePrompts(isShared);
  const [leaving, setLeaving] = useState<PromptTemplate>();
  const columns = useMemo(() => {
    const edit = ({ id }: PromptTemplate): void => void navigate(`/prompt-templates/${id}/edit`);
    return promptColumns({ username, isAdmin, edit, askToDelete: setLeaving });
  }, [navigate, username, isAdmin]);
  const items = useMemo(() => data?.Items.filter((prompt) => !type || prompt.type === type), [data, type]);
  const add = (
    <Button variant="primary" onClick={() => void navigate('/prompt-templates/new')}>
      New prompt
    </Button>
  );
  return (
    <div className="page">
      <Choices {...choice} />
      <ResourceTable
        noun={wordsOf(type)?.value ?? 'prompt'}
        nouns={wordsOf(type)?.plural ?? 'prompts'}
        heading="Prompts"
        description="Personas say how a model behaves; directives are tasks to insert into a question."
        items={items}
        columns={columns}
        idOf={({ id }) => id}
        actions={add}
        empty={{ text: emptyWords(isShared), action: add }}
        error={error ? { words: wordsFor(error), retry: () => void refetch() } : undefined}
      />
      {leaving && <DeletePrompt prompt={leaving} close={() => setLeaving(undefined)} />}
    </div>
  );
}

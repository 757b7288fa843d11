import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { usePerson } from '../../platform/person.ts';
import { wordsFor } from '../../platform/refusal.ts';
import { ResourceTable } from '../../ui/resource-table.tsx';
import { DeletePrompt } from './delete-prompt.tsx';
import { promptColumns } from './prompt-columns.tsx';
import { promptTypes, type PromptType } from './prompt-words.ts';
import { usePrompts } from './queries.ts';

const lists = [
  { id: 'mine', text: 'Mine' },
  { id: 'shared', text: 'Shared' },
];
const types = [
  { id: 'all', text: 'All types' },
  ...promptTypes.map(({ value, plural }) => ({ id: value, text: `${plural[0]?.toUpperCase()}${plural.slice(1)}` })),
];

/** Which list is shown, as the address says: `?list=shared&type=persona`. */
function useChoice() {
  const [query, setQuery] = useSearchParams();
  const type = promptTypes.find(({ value }) => value === query.get('type'))?.value;
  const choose = (name: 'list' | 'type', value: string, usual: string): void =>
    setQuery((current) => {
      if (value === usual) current.delete(name);
      else current.set(name, value);
      return current;
    });
  return {
    isShared: query.get('list') === 'shared',
    type,
    chooseList: (id: string) => choose('list', id, 'mine'),
    chooseType: (id: string) => choose('type', id, 'all'),
  };
}

type Choice = ReturnType<typeof useChoice>;

const Choices = ({ isShared, type, chooseList, chooseType }: Choice) => (
  <>
    <SegmentedControl
      label="Whose prompts"
      options={lists}
      selectedId={isShared ? 'shared' : 'mine'}
      onChange={({ detail }) => chooseList(detail.selectedId)}
    />
    <SegmentedControl
      label="Type of prompts"
      options={types}
      selectedId={type ?? 'all'}
      onChange={({ detail }) => chooseType(detail.selectedId)}
    />
  </>
);

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
      <ResourceTable
        noun={wordsOf(type)?.value ?? 'prompt'}
        nouns={wordsOf(type)?.plural ?? 'prompts'}
        heading="Prompts"
        description="Personas say how a model behaves; directives are tasks to insert into a question."
        items={items}
        columns={columns}
        idOf={({ id }) => id}
        actions={
          <SpaceBetween direction="horizontal" size="s">
            <Choices {...choice} />
            {add}
          </SpaceBetween>
        }
        empty={{ text: emptyWords(isShared), action: add }}
        error={error ? { words: wordsFor(error), retry: () => void refetch() } : undefined}
      />
      {leaving && <DeletePrompt prompt={leaving} close={() => setLeaving(undefined)} />}
    </div>
  );
}

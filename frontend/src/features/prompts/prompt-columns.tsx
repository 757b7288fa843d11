import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { Link } from 'react-router';
import type { Column } from '../../ui/resource-table.tsx';
import { audienceOf, typeName } from './prompt-words.ts';
import './prompts.css';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

const Title = ({ id, title, body }: PromptTemplate) => (
  <div>
    <Link className="prompt-title" to={`/prompt-templates/${id}`}>
      {title}
    </Link>
    <div className="prompt-excerpt">{body}</div>
  </div>
);

/** Who looks at the list, and what they can do there. */
export interface ListActions {
  readonly username: string;
  readonly isAdmin: boolean;
  edit(prompt: PromptTemplate): void;
  askToDelete(prompt: PromptTemplate): void;
}

const Actions = ({ prompt, edit, askToDelete }: ListActions & { readonly prompt: PromptTemplate }) => (
  <SpaceBetween direction="horizontal" size="s">
    <Button variant="inline-link" ariaLabel={`Edit ${prompt.title}`} onClick={() => edit(prompt)}>
      Edit
    </Button>
    <Button variant="inline-link" ariaLabel={`Delete ${prompt.title}`} onClick={() => askToDelete(prompt)}>
      Delete
    </Button>
  </SpaceBetween>
);

/** What people see of a prompt in the list. */
export function promptColumns(actions: ListActions): readonly [Column<PromptTemplate>, ...Column<PromptTemplate>[]] {
  const { username, isAdmin } = actions;
  const owner = (prompt: PromptTemplate): string => (prompt.owner === username ? 'You' : prompt.owner);
  return [
    {
      id: 'title',
      header: 'Prompt',
      cell: (prompt) => <Title {...prompt} />,
      text: ({ title, body }) => `${title} ${body}`,
      width: 280,
    },
    {
      id: 'type',
      header: 'Type',
      cell: ({ type }) => <Badge color={type === 'persona' ? 'blue' : 'grey'}>{typeName(type)}</Badge>,
      text: ({ type }) => typeName(type),
      width: 110,
    },
    { id: 'owner', header: 'Owner', cell: owner, text: owner, width: 140 },
    { id: 'audience', header: 'Shared with', cell: audienceOf, text: audienceOf, width: 140 },
    {
      id: 'revision',
      header: 'Revision',
      cell: ({ revision }) => revision,
      width: 100,
    },
    {
      id: 'created',
      header: 'Created',
      cell: ({ created }) => (
        <time className="prompt-date" dateTime={created}>
          {day.format(new Date(created))}
        </time>
      ),
      width: 120,
    },
    {
      id: 'actions',
      header: 'Actions',
      cell: (prompt) => (isAdmin || prompt.owner === username ? <Actions {...actions} prompt={prompt} /> : '–'),
      width: 130,
    },
  ];
}

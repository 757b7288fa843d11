import { useCollection } from '@cloudscape-design/collection-hooks';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Cards from '@cloudscape-design/components/cards';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { ReactNode } from 'react';
import { useIsNarrow } from './is-narrow.ts';
import './resource-table.css';

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (item: T) => ReactNode;
  /** What a person types to find it, and what it is sorted by. */
  readonly text?: (item: T) => string;
  readonly width?: number;
  /** On a phone's card it stands beside the name, without its header. */
  readonly isBesideName?: boolean;
}

export interface ResourceTableProps<T> {
  /** One of them and many of them, in small letters: `model`, `models`. */
  readonly noun: string;
  readonly nouns: string;
  readonly heading: string;
  readonly description: string;
  /** Undefined while they are being read for the first time. */
  readonly items: readonly T[] | undefined;
  /** The first names the item and stands alone on a phone's card. */
  readonly columns: readonly [Column<T>, ...Column<T>[]];
  readonly idOf: (item: T) => string;
  readonly actions: ReactNode;
  /** What to do while there is none. */
  readonly empty: { readonly text: string; readonly action: ReactNode };
  readonly error: { readonly words: string; retry(): void } | undefined;
}

const pageSize = 25;

const counted = (count: number, { noun, nouns }: Pick<ResourceTableProps<never>, 'noun' | 'nouns'>): string =>
  count === 1 ? `1 ${noun}` : `${count} ${nouns}`;

const EmptyState = ({ heading, text, action }: { heading: string; text: string; action: ReactNode }) => (
  <Box textAlign="center" padding={{ vertical: 'xl' }}>
    <SpaceBetween size="s">
      <Box variant="strong">{heading}</Box>
      <Box color="text-body-secondary">{text}</Box>
      {action}
    </SpaceBetween>
  </Box>
);

/** A list with filter, sorting and pages: a table where there is room, cards on a phone. */
export function ResourceTable<T>(props: ResourceTableProps<T>) {
  const { items, nouns, error } = props;
  if (!error || items) return <List {...props} />;
  return (
    <Alert
      type="error"
      header={`The ${nouns} could not be read`}
      action={<Button onClick={error.retry}>Try again</Button>}
    >
      {error.words}
    </Alert>
  );
}

function List<T>(props: ResourceTableProps<T>) {
  const { items, columns, idOf, nouns, heading } = props;
  const isNarrow = useIsNarrow();
  const { items: shown, collectionProps, filterProps, paginationProps, filteredItemsCount } = useListing(props);
  const shared = {
    items: shown,
    trackBy: idOf,
    loading: !items,
    loadingText: `Loading ${nouns}`,
    empty: collectionProps.empty,
    filter: items && items.length > 0 && (
      <TextFilter
        {...filterProps}
        filteringPlaceholder={`Find ${nouns}`}
        filteringAriaLabel={`Find ${nouns}`}
        filteringClearAriaLabel="Clear the filter"
        countText={filterProps.filteringText && counted(filteredItemsCount ?? 0, props)}
      />
    ),
    header: <ListHeader {...props} />,
    pagination: paginationProps.pagesCount > 1 && <Pagination {...paginationProps} ariaLabels={pageLabels} />,
    variant: 'full-page' as const,
  };
  if (isNarrow) return <Cards {...shared} cardDefinition={asCard(columns)} />;
  return (
    <Table
      {...collectionProps}
      {...shared}
      columnDefinitions={columns.map(asTableColumn)}
      wrapLines
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: heading }}
    />
  );
}

const pageLabels = {
  nextPageLabel: 'Next page',
  previousPageLabel: 'Previous page',
  pageLabel: (page: number) => `Page ${page}`,
};

function useListing<T>({ items, columns, noun, nouns, empty }: ResourceTableProps<T>) {
  const textOf = (item: T): string => columns.map(({ text }) => text?.(item) ?? '').join(' ');
  const collection = useCollection(items ?? [], {
    filtering: {
      filteringFunction: (item, words) => textOf(item).toLowerCase().includes(words.toLowerCase()),
      empty: <EmptyState heading={`No ${nouns} yet`} {...empty} />,
      noMatch: (
        <EmptyState
          heading="Nothing found"
          text={`No ${noun} contains these words.`}
          action={<Button onClick={() => collection.actions.setFiltering('')}>Clear the filter</Button>}
        />
      ),
    },
    pagination: { pageSize },
    sorting: {},
  });
  return collection;
}

const ListHeader = <T,>({ heading, description, items, actions }: ResourceTableProps<T>) => (
  <Header variant="h1" description={description} actions={actions} {...(items && { counter: `(${items.length})` })}>
    {heading}
  </Header>
);

const asTableColumn = <T,>({ id, header, cell, text, width }: Column<T>, index: number) => ({
  id,
  header,
  cell,
  isRowHeader: index === 0,
  ...(width && { minWidth: width }),
  ...(text && { sortingComparator: (a: T, b: T) => text(a).localeCompare(text(b)) }),
});

const asCard = <T,>([first, ...others]: readonly [Column<T>, ...Column<T>[]]) => ({
  header: (item: T) => (
    <div className="resource-card-header">
      {first.cell(item)}
      {others.map(({ id, cell, isBesideName }) => isBesideName && <div key={id}>{cell(item)}</div>)}
    </div>
  ),
  sections: others
    .filter(({ isBesideName }) => !isBesideName)
    .map(({ id, header, cell }) => ({ id, header, content: cell })),
});

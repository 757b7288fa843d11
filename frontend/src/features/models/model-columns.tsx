import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import type { Column } from '../../ui/resource-table.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { abilityNames, typeNames } from './model-words.ts';
import './models.css';

const Name = ({ modelId, modelDescription }: LisaModel) => (
  <div className="model-name">
    <strong>{modelId}</strong>
    {modelDescription && <div className="model-secondary">{modelDescription}</div>}
  </div>
);

const Source = ({ modelName, modelUrl }: LisaModel) => (
  <div>
    <div className="model-code">{modelName}</div>
    {modelUrl && <div className="model-secondary">{modelUrl}</div>}
  </div>
);

const Kind = ({ modelType, streaming, features }: LisaModel) => (
  <SpaceBetween direction="horizontal" size="xxs">
    <Badge color="blue">{typeNames[modelType]}</Badge>
    {streaming && <Badge>Streaming</Badge>}
    {features?.map(({ name }) => (
      <Badge key={name}>{abilityNames.get(name) ?? name}</Badge>
    ))}
  </SpaceBetween>
);

const Audience = ({ allowedGroups }: LisaModel) => (allowedGroups?.length ? allowedGroups.join(', ') : 'Everybody');

/** What administrators see of a model. */
export const modelColumns = (
  askToDelete: (model: LisaModel) => void,
): readonly [Column<LisaModel>, ...Column<LisaModel>[]] => [
  {
    id: 'name',
    header: 'Model',
    cell: Name,
    text: ({ modelId, modelDescription }) => `${modelId} ${modelDescription ?? ''}`,
    width: 200,
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ status, failureReason, last_modified_date: time }) => (
      <StatusBadge status={status} reason={failureReason} since={time} />
    ),
    text: ({ status, failureReason }) => `${status} ${failureReason ?? ''}`,
    width: 180,
  },
  {
    id: 'source',
    header: 'Where it comes from',
    cell: Source,
    text: ({ modelName, modelUrl }) => `${modelName} ${modelUrl ?? ''}`,
    width: 220,
  },
  { id: 'kind', header: 'What it does', cell: Kind, text: ({ modelType }) => typeNames[modelType], width: 150 },
  { id: 'audience', header: 'Used by', cell: Audience, text: Audience, width: 120 },
  {
    id: 'actions',
    header: 'Actions',
    cell: (model) => (
      <Button
        variant="inline-link"
        ariaLabel={`Delete ${model.modelId}`}
        disabled={model.status === 'Deleting'}
        onClick={() => askToDelete(model)}
      >
        Delete
      </Button>
    ),
    width: 90,
  },
];

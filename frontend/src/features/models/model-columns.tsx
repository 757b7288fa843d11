import Badge from '@cloudscape-design/components/badge';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { Link } from 'react-router';
import { useConfiguration } from '../../platform/configuration.ts';
import type { Column } from '../../ui/resource-table.tsx';
import { addressOf, ModelActions } from './model-actions.tsx';
import { audienceOf, placeOf } from './model-facts.ts';
import { ModelStatus } from './model-status.tsx';
import { abilityNames, typeNames } from './model-words.ts';
import './models.css';

function Name({ modelId, modelDescription }: LisaModel) {
  const isDefault = useConfiguration().global.defaultModel === modelId;
  return (
    <div className="model-name">
      <Link to={addressOf({ modelId })}>{modelId}</Link> {isDefault && <Badge color="green">Default</Badge>}
      {modelDescription && <div className="model-secondary">{modelDescription}</div>}
    </div>
  );
}

const Source = (model: LisaModel) => (
  <div>
    <div className="model-code">{model.modelName}</div>
    <div className="model-secondary">{placeOf(model)}</div>
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

/** What administrators see of a model. */
export const modelColumns: readonly [Column<LisaModel>, ...Column<LisaModel>[]] = [
  {
    id: 'name',
    header: 'Model',
    cell: (model) => <Name {...model} />,
    text: ({ modelId, modelDescription }) => `${modelId} ${modelDescription ?? ''}`,
    width: 200,
  },
  {
    id: 'status',
    header: 'Status',
    cell: (model) => <ModelStatus {...model} />,
    text: ({ status, failureReason }) => `${status} ${failureReason ?? ''}`,
    width: 220,
  },
  {
    id: 'source',
    header: 'Where it runs',
    cell: (model) => <Source {...model} />,
    text: (model) => `${model.modelName} ${placeOf(model)}`,
    width: 200,
  },
  { id: 'kind', header: 'What it does', cell: Kind, text: ({ modelType }) => typeNames[modelType], width: 140 },
  { id: 'audience', header: 'Used by', cell: audienceOf, text: audienceOf, width: 110 },
  {
    id: 'actions',
    header: 'Actions',
    cell: (model) => <ModelActions model={model} />,
    width: 80,
    isBesideName: true,
  },
];

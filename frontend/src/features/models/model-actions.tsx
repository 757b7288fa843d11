import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useConfiguration } from '../../platform/configuration.ts';
import { DeleteModel } from './delete-model.tsx';
import { useSetDefault, useStart } from './quick-actions.ts';
import { StopModel } from './stop-model.tsx';

const isSettled = ({ status }: LisaModel): boolean => status === 'InService' || status === 'Stopped';

const unless = (possible: boolean, disabledReason: string) => (possible ? {} : { disabled: true, disabledReason });

/** Where a model lives on this site. */
export const addressOf = ({ modelId }: Pick<LisaModel, 'modelId'>): string =>
  `/model-management/${encodeURIComponent(modelId)}`;

function itemsFor(model: LisaModel, isDefault: boolean): ButtonDropdownProps.Items {
  const { status, modelType } = model;
  const startOrStop =
    status === 'Stopped'
      ? { id: 'start', text: 'Start' }
      : { id: 'stop', text: 'Stop', ...unless(status === 'InService', 'Only a model in service can be stopped.') };
  const canBeDefault = modelType === 'textgen' && status === 'InService' && !isDefault;
  const whyNot = isDefault ? 'It is the default already.' : 'Only a text model in service can be the default.';
  return [
    { id: 'edit', text: 'Edit', ...unless(isSettled(model), 'Only a model in service or stopped can be changed.') },
    startOrStop,
    { id: 'default', text: 'Make default', ...unless(canBeDefault, whyNot) },
    { id: 'copy', text: 'Add one like it' },
    { id: 'delete', text: 'Delete', ...unless(status !== 'Deleting', 'It is being deleted.') },
  ];
}

interface ModelActionsProps {
  readonly model: LisaModel;
  /** Beside a heading there is room for a word. */
  readonly variant?: 'normal' | 'inline-icon';
  /** Called when the model is on its way out. */
  deleted?(): void;
}

/** What an administrator can do with a model, as its status allows. */
export function ModelActions({ model, variant = 'inline-icon', deleted }: ModelActionsProps) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'stop' | 'delete'>();
  const isDefault = useConfiguration().global.defaultModel === model.modelId;
  const start = useStart(model);
  const setDefault = useSetDefault();
  const page = model.hostingType === 'lisa_hosted' ? 'host' : 'new';
  const act: Readonly<Record<string, () => void>> = {
    edit: () => void navigate(`${addressOf(model)}/edit`),
    start,
    stop: () => setAsking('stop'),
    copy: () => void navigate(`/model-management/${page}?like=${encodeURIComponent(model.modelId)}`),
    default: () => setDefault(model.modelId),
    delete: () => setAsking('delete'),
  };
  const close = (): void => setAsking(undefined);
  return (
    <>
      <ButtonDropdown
        variant={variant}
        items={itemsFor(model, isDefault)}
        ariaLabel={`Actions for ${model.modelId}`}
        onItemClick={({ detail }) => act[detail.id]?.()}
      >
        {variant === 'normal' && 'Actions'}
      </ButtonDropdown>
      {asking === 'stop' && <StopModel model={model} close={close} />}
      {asking === 'delete' && <DeleteModel model={model} close={close} {...(deleted && { deleted })} />}
    </>
  );
}

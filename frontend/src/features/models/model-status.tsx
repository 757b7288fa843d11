import Box from '@cloudscape-design/components/box';
import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { isOnItsWay } from '../../ui/status-looks.ts';
import { adviceFor } from './failure-advice.ts';
import { progressOf, shownSteps, spanOf, stepWords, type ShownStep } from './lifecycle.ts';

/** Where a model stands, why it is not where it should be, and what to do about that. */
export function ModelStatus(model: LisaModel) {
  const { status, failureReason, last_modified_date: since } = model;
  const progress = progressOf(model);
  return (
    <div className="model-status">
      <StatusBadge status={status} reason={failureReason} advice={adviceFor(model)} since={since} />
      {progress && <div className="model-secondary">{progress}</div>}
    </div>
  );
}

const icons: Readonly<Record<ShownStep['state'], readonly [StepsProps.Status, string]>> = {
  done: ['success', 'Done'],
  'under way': ['loading', 'Under way'],
  failed: ['error', 'Failed'],
  ahead: ['pending', 'Ahead'],
};

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

const detailsOf = ({ name, at, took, state }: ShownStep): string => {
  if (at !== undefined) return `${clock.format(at)}${took === undefined ? '' : `, after ${spanOf(took)}`}`;
  return { 'under way': 'Under way', failed: 'It failed here', ahead: stepWords[name][1], done: '' }[state];
};

/** Every step of the last request with its time. */
export const ModelSteps = ({ model }: { readonly model: LisaModel }) => (
  <Steps
    ariaLabel={isOnItsWay(model.status) ? 'Steps under way' : 'Steps of the last change'}
    steps={shownSteps(model).map((step) => ({
      status: icons[step.state][0],
      statusIconAriaLabel: icons[step.state][1],
      header: stepWords[step.name][0],
      details: (
        <Box color="text-body-secondary" fontSize="body-s">
          {detailsOf(step)}
        </Box>
      ),
    }))}
  />
);

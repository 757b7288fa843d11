import Wizard, { type WizardProps } from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { wordsFor } from '../../../platform/refusal.ts';
import { errorAt } from '../field-errors.ts';
import { LikeAnother } from '../like-another.tsx';
import type { ModelDraft } from '../model-draft.ts';
import { useDraft, type DraftForm } from '../model-fields.ts';
import { useAddModel } from '../use-add-model.ts';
import { ReviewStep } from './review-step.tsx';
import { hostingSteps } from './wizard-steps.tsx';
import '../models.css';

const words: WizardProps.I18nStrings = {
  stepNumberLabel: (step) => `Step ${step}`,
  collapsedStepsLabel: (step, steps) => `Step ${step} of ${steps}`,
  skipToButtonLabel: ({ title }) => `Skip to ${title.toLowerCase()}`,
  navigationAriaLabel: 'Steps',
  cancelButton: 'Cancel',
  previousButton: 'Previous',
  nextButton: 'Next',
  optional: 'optional',
  errorIconAriaLabel: 'Error',
};

/** The first of some steps that has something wrong in it. */
const firstWrong = ({ errors }: DraftForm, steps: readonly (typeof hostingSteps)[number][]): number =>
  steps.findIndex(({ places }) => places.some((place) => errorAt(errors, place)));

/** The wizard that brings weights of one's own into service on GPUs of this account. */
export const HostModelPage = () => <LikeAnother>{(initial) => <HostModel initial={initial} />}</LikeAnother>;

function HostModel({ initial }: { readonly initial: Partial<ModelDraft> }) {
  const navigate = useNavigate();
  const [step, setStep] = useState(0);
  const form = useDraft({ ...initial, origin: 'hosted' });
  const { send, isPending, error } = useAddModel(form);
  // Forward only past what is right; back at any time.
  const goTo = ({ requestedStepIndex: wanted }: WizardProps.NavigateDetail): void => {
    const passed = hostingSteps.slice(0, wanted);
    const wrong = wanted > step ? firstWrong(form, passed) : -1;
    if (wrong < 0) return setStep(wanted);
    form.check(hostingSteps[wrong]?.places);
    setStep(wrong);
  };
  const review = {
    title: 'Review and create',
    description: 'Nothing was created yet.',
    content: <ReviewStep draft={form.fields.draft} goTo={setStep} />,
    errorText: error && wordsFor(error),
  };
  return (
    <div className="page">
      <Wizard
        i18nStrings={words}
        activeStepIndex={step}
        allowSkipTo
        submitButtonText="Create model"
        isLoadingNextStep={isPending}
        onNavigate={({ detail }) => goTo(detail)}
        onCancel={() => void navigate('/model-management')}
        onSubmit={send}
        steps={[
          ...hostingSteps.map(({ title, description, isOptional, content }) => ({
            title,
            description,
            ...(isOptional && { isOptional }),
            content: content(form.fields),
          })),
          review,
        ]}
      />
    </div>
  );
}

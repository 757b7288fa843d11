import type { LisaModel } from '@lisa/contracts/api/models.routes';
import { wordsFor } from '../../platform/refusal.ts';
import { useNotify } from '../../ui/notices.tsx';
import { useDefaultModel, useUpdateModel } from './queries.ts';

/** Starts a stopped model; the result is told as a notice. */
export function useStart({ modelId }: LisaModel): () => void {
  const notify = useNotify();
  const { mutate } = useUpdateModel(modelId);
  return () =>
    mutate(
      { enabled: true },
      {
        onSuccess: () => notify({ type: 'success', text: `${modelId} is being started.` }),
        onError: (error) => notify({ type: 'error', text: `${modelId} was not started. ${wordsFor(error)}` }),
      },
    );
}

/** Lets new conversations begin with a model; the result is told as a notice. */
export function useSetDefault(): (modelId: string) => void {
  const notify = useNotify();
  const { mutate } = useDefaultModel();
  return (modelId) =>
    mutate(modelId, {
      onSuccess: () => notify({ type: 'success', text: `New conversations begin with ${modelId} from now on.` }),
      onError: (error) => notify({ type: 'error', text: `The default was not changed. ${wordsFor(error)}` }),
    });
}

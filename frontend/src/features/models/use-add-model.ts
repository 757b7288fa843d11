import { useNavigate } from 'react-router';
import { useNotify } from '../../ui/notices.tsx';
import { requestOf } from './model-draft.ts';
import type { DraftForm } from './model-fields.ts';
import { useCreateModel } from './queries.ts';

/** Sends a draft off once nothing is wrong with it, and returns to the list. */
export function useAddModel({ fields: { draft }, check }: DraftForm) {
  const navigate = useNavigate();
  const notify = useNotify();
  const { mutate, isPending, error } = useCreateModel();
  const created = (): void => {
    const { modelId } = requestOf(draft);
    notify({ type: 'success', text: `${modelId} is being created. Its status changes here by itself.` });
    void navigate(draft.origin === 'hosted' ? `/model-management/${modelId}` : '/model-management');
  };
  return { send: () => void (check() && mutate(requestOf(draft), { onSuccess: created })), isPending, error };
}

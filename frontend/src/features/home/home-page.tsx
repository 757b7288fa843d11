import { listModels } from '@lisa/contracts/api/models.routes';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { queryOf } from '../../platform/queries.ts';
import { Loading } from '../../ui/loading.tsx';

/** Where one lands: the chat, or what to do next while there is nothing to chat with. */
export function HomePage() {
  const { data } = useQuery(queryOf(listModels, {}));
  if (!data) return <Loading what="models" />;
  return <Navigate to="/ai-assistant" replace />;
}

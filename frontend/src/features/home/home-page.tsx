import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { listModels } from '@lisa/contracts/api/models.routes';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { usePerson } from '../../platform/person.ts';
import { queryOf } from '../../platform/queries.ts';
import { wordsFor } from '../../platform/refusal.ts';
import { Loading } from '../../ui/loading.tsx';
import { NoSidebar } from '../../ui/sidebar.tsx';
import { NothingToChatWith } from './nothing-to-chat-with.tsx';

/** How often to look for a first model that is on its way, in milliseconds. */
const soon = 3000;

/** Where one lands: the chat, or what to do next while there is nothing to chat with. */
export function HomePage() {
  const { isAdmin } = usePerson();
  const { data, error, refetch } = useQuery({ ...queryOf(listModels, {}), refetchInterval: soon });
  if (error && !data)
    return (
      <div className="page">
        <NoSidebar />
        <h1>Welcome</h1>
        <Alert
          type="error"
          header="The models could not be read"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {wordsFor(error)}
        </Alert>
      </div>
    );
  if (!data) return <Loading what="models" />;
  const texts = data.models.filter(({ modelType }) => modelType === 'textgen');
  if (texts.some(({ status }) => status === 'InService')) return <Navigate to="/ai-assistant" replace />;
  return (
    <>
      <NoSidebar />
      <NothingToChatWith isAdmin={isAdmin} models={texts} />
    </>
  );
}

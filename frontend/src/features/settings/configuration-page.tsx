import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import { wordsFor } from '../../platform/refusal.ts';
import { Loading } from '../../ui/loading.tsx';
import { ConfigurationForm } from './configuration-form.tsx';
import { useNewestConfiguration } from './queries.ts';

/** What administrators set for everybody, in effect at once. */
export function ConfigurationPage() {
  const { data, error, refetch } = useNewestConfiguration();
  if (data) return <ConfigurationForm key={keyOf(data)} newest={data} />;
  if (!error) return <Loading what="configuration" />;
  return (
    <div className="page">
      <Alert
        type="error"
        header="The configuration could not be read"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {wordsFor(error)}
      </Alert>
    </div>
  );
}

/** Another version begins another form: what somebody else saved meanwhile is not overwritten unseen. */
const keyOf = ({ versionId }: ConfigurationVersion): number => versionId;

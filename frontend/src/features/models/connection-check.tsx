import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ConnectionTestResult } from '@lisa/contracts/api/serve-router/connection-tests.routes';
import { wordsFor } from '../../platform/refusal.ts';
import { connectionTestOf, testedPlaces } from './connection-test.ts';
import type { DraftForm } from './model-fields.ts';
import { useConnectionTest } from './queries.ts';

/** Tries how the model would be reached, before anything is saved. */
export function ConnectionCheck({ fields, check }: DraftForm) {
  const { mutate, data, variables, error, isPending } = useConnectionTest();
  const wanted = connectionTestOf(fields.draft);
  if (!wanted)
    return (
      <Box color="text-body-secondary">
        Models that make pictures or videos cannot be tested without paying for one.
      </Box>
    );
  // What was found out holds for what was tested, not for what was typed since.
  const isCurrent = JSON.stringify(variables) === JSON.stringify(wanted);
  return (
    <SpaceBetween size="xs">
      <Button
        formAction="none"
        loading={isPending}
        loadingText="Testing the connection"
        onClick={() => check(testedPlaces) && mutate(wanted)}
      >
        Test connection
      </Button>
      <div role="status" aria-label="Result of the test">
        {isPending && (
          <StatusIndicator type="loading">Asking it for a word; this takes 10 seconds at most.</StatusIndicator>
        )}
        {isCurrent && data && <Result result={data} choose={(modelName) => fields.change({ modelName })} />}
        {isCurrent && error && <StatusIndicator type="error">{wordsFor(error)}</StatusIndicator>}
      </div>
    </SpaceBetween>
  );
}

const mostOffered = 6;

function Result({ result, choose }: { readonly result: ConnectionTestResult; choose(model: string): void }) {
  if (result.ok)
    return (
      <StatusIndicator type="success">
        It works: {result.answer ? `“${result.answer}”` : 'an answer'} after {result.ms} ms.
      </StatusIndicator>
    );
  const models = result.models?.slice(0, mostOffered) ?? [];
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type="error">{result.reason}</StatusIndicator>
      {models.length > 0 && (
        <SpaceBetween size="xs" direction="horizontal">
          {models.map((model) => (
            <Button key={model} formAction="none" onClick={() => choose(model)}>
              Use {model}
            </Button>
          ))}
        </SpaceBetween>
      )}
      <Box color="text-body-secondary" fontSize="body-s">
        You can add it all the same: requests fail until this is put right.
      </Box>
    </SpaceBetween>
  );
}

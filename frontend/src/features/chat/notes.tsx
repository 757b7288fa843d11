import Icon from '@cloudscape-design/components/icon';
import { Link } from 'react-router';
import { usePerson } from '../../platform/person.ts';
import { MessagePage } from '../../ui/message-page.tsx';

const suggestions = [
  'What can you do?',
  'Explain a quorum in three steps',
  'Compare REST and GraphQL in a table',
  'Write a function in TypeScript',
];

interface WelcomeProps {
  readonly modelName: string | undefined;
  readonly isTemporary: boolean;
  ask(words: string): void;
}

/** A conversation that has not begun. */
export function Welcome({ modelName, isTemporary, ask }: WelcomeProps) {
  return (
    <div className="welcome">
      <p className="welcome-title">What would you like to know?</p>
      <ul className="suggestions" aria-label="Suggestions">
        {suggestions.map((words) => (
          <li key={words}>
            <button type="button" disabled={modelName === undefined} onClick={() => ask(words)}>
              {words}
            </button>
          </li>
        ))}
      </ul>
      {!isTemporary && (
        <p className="welcome-temporary">
          <Link to="/temporary-chat">Temporary chat</Link>: nothing of it is stored.
        </p>
      )}
    </div>
  );
}

/** Says all the time that nothing here will be found again. */
export const TemporaryNote = () => (
  <p className="temporary-note" role="note">
    <Icon name="lock-private" size="small" /> <strong>Temporary chat.</strong> Nothing of it is stored, neither on the
    server nor in this browser: it is gone when you leave or reload this page.
  </p>
);

/** No model can be asked: what to do next depends on who one is. */
export function NoModel({ hasSome }: { readonly hasSome: boolean }) {
  const { isAdmin } = usePerson();
  const what = hasSome ? 'No model is running' : 'There is no model yet';
  if (!isAdmin) {
    return (
      <MessagePage heading={what}>
        An administrator has to {hasSome ? 'start one' : 'add one'}, or give your groups access to one. This page shows
        it as soon as it is there.
      </MessagePage>
    );
  }
  return (
    <MessagePage
      heading={what}
      action={<Link to="/model-management">{hasSome ? 'See the models' : 'Add a model'}</Link>}
    >
      {hasSome
        ? 'Start one of the models that are stopped.'
        : 'Add any address that speaks the OpenAI protocol, or a provider with its key.'}
    </MessagePage>
  );
}

/** A conversation that nobody knows under this address. */
export const MissingConversation = ({ startNew }: { startNew(): void }) => (
  <MessagePage
    heading="This conversation is not here"
    action={
      <button type="button" className="text-button is-primary" onClick={startNew}>
        Start a new one
      </button>
    }
  >
    It was deleted, or it belongs to somebody else: conversations can be opened by their owner only.
  </MessagePage>
);

/** Something could not be loaded. */
export const Trouble = ({ words, again }: { readonly words: string; again(): void }) => (
  <MessagePage
    heading="This could not be loaded"
    action={
      <button type="button" className="text-button is-primary" onClick={again}>
        Try again
      </button>
    }
  >
    {words}
  </MessagePage>
);

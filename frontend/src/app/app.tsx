import Button from '@cloudscape-design/components/button';
import { HashRouter } from 'react-router';
import { productName } from '../platform/env.ts';
import { useSignInState } from '../platform/person.ts';
import { signIn } from '../platform/sign-in.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { SessionEnded } from './session-ended.tsx';
import { Shell } from './shell.tsx';

/** The door: who is not signed in sees why and what to do; everybody else the shell with its pages. */
export function App() {
  const state = useSignInState();
  switch (state.name) {
    case 'checking':
      return <MessagePage heading={productName}>Checking whether you are signed in …</MessagePage>;
    case 'signed-out':
      return (
        <MessagePage heading={productName} action={<SignInButton words="Sign in" />}>
          Chat with the language models of your organisation.
        </MessagePage>
      );
    case 'failed':
      return (
        <MessagePage heading="You could not be signed in" action={<SignInButton words="Try again" />}>
          The sign-in page said: {state.reason}
        </MessagePage>
      );
    default:
      return (
        <HashRouter>
          <Shell />
          {state.name === 'ended' && <SessionEnded />}
        </HashRouter>
      );
  }
}

const SignInButton = ({ words }: { readonly words: string }) => (
  <Button variant="primary" onClick={() => void signIn()}>
    {words}
  </Button>
);

import { lazy, Suspense } from 'react';
import { productName } from '../platform/env.ts';
import { useSignInState } from '../platform/person.ts';
import { signIn } from '../platform/sign-in.ts';
import { MessageButton, MessagePage } from '../ui/message-page.tsx';

const loadSignedIn = async () => ({ default: (await import('./signed-in.tsx')).SignedIn });
const SignedIn = lazy(loadSignedIn);

/** The chat, which is where one lands without an address. */
const isChat = (): boolean => /^(#\/(ai-assistant.*)?)?$/.test(location.hash);

/** Loads what is behind the door while it is still being found out who stands there. */
export function prepareSignedIn(): void {
  const prepared = [loadSignedIn(), isChat() && import('../features/chat/chat-page.tsx')];
  // What does not load now is asked for again, and then it is said.
  for (const one of prepared) void Promise.resolve(one).catch(() => undefined);
}

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
        <Suspense fallback={<MessagePage heading={productName}>Opening …</MessagePage>}>
          <SignedIn hasEnded={state.name === 'ended'} />
        </Suspense>
      );
  }
}

const SignInButton = ({ words }: { readonly words: string }) => (
  <MessageButton words={words} press={() => void signIn()} />
);

import { HashRouter } from 'react-router';
import { SessionEnded } from './session-ended.tsx';
import { Shell } from './shell.tsx';

/** What somebody who is signed in sees; loaded apart from the door. */
export const SignedIn = ({ hasEnded }: { readonly hasEnded: boolean }) => (
  <HashRouter>
    <Shell />
    {hasEnded && <SessionEnded />}
  </HashRouter>
);

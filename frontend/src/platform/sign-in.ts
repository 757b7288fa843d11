import { UserManager, WebStorageStateStore, type User, type UserManagerSettings } from 'oidc-client-ts';
import { env, homeUrl } from './env.ts';

/** Where signing in stands. `ended`: there was a session, it could not be renewed, and what was on screen stays there. */
export type SignInState =
  | { readonly name: 'checking' }
  | { readonly name: 'signed-out' }
  | { readonly name: 'ended'; readonly user: User }
  | { readonly name: 'failed'; readonly reason: string }
  | { readonly name: 'signed-in'; readonly user: User };

const settings: UserManagerSettings = {
  authority: env.AUTHORITY,
  client_id: env.CLIENT_ID,
  redirect_uri: homeUrl,
  post_logout_redirect_uri: homeUrl,
  scope: ['openid', 'email', 'profile', ...env.CUSTOM_SCOPES].join(' '),
  ...(env.OIDC_METADATA_URL && { metadataUrl: env.OIDC_METADATA_URL }),
  ...(env.OIDC_ENDPOINTS && { metadata: { issuer: env.AUTHORITY, ...env.OIDC_ENDPOINTS } }),
  // Tokens go with the tab; nothing of them outlives it.
  userStore: new WebStorageStateStore({ store: sessionStorage }),
  stateStore: new WebStorageStateStore({ store: sessionStorage }),
  automaticSilentRenew: true,
  accessTokenExpiringNotificationTimeInSeconds: 120,
};

const manager = new UserManager(settings);
const listeners = new Set<() => void>();
let state: SignInState = { name: 'checking' };

function become(next: SignInState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore. */
export const signInState = (): SignInState => state;
export function onSignInState(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

manager.events.addUserLoaded((user) => {
  // While coming back from the sign-in page the address is put in order first.
  if (state.name !== 'checking') become({ name: 'signed-in', user });
});
manager.events.addAccessTokenExpired(() => void renewed());

const cameBack = (): boolean => /[?&](code|error)=/.test(location.search) && location.search.includes('state=');

/** Whether somebody is probably signed in, which is known before anything was asked. */
export const mayBeSignedIn = (): boolean =>
  cameBack() || Object.keys(sessionStorage).some((key) => key.startsWith('oidc.user:'));

/** Finds out who is here: back from the sign-in page, or still signed in from before a reload. */
export async function beginSession(): Promise<void> {
  try {
    if (cameBack()) return await finishSignIn();
    const user = await manager.getUser();
    if (!user) return become({ name: 'signed-out' });
    become({ name: 'signed-in', user });
    if (user.expired) await renewed();
  } catch (error) {
    become({ name: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

async function finishSignIn(): Promise<void> {
  const query = location.search;
  const clean = (hash: string): void => history.replaceState(null, '', `${location.pathname}${hash}`);
  try {
    const user = await manager.signinRedirectCallback(`${location.origin}${location.pathname}${query}`);
    clean(typeof user.state === 'string' ? user.state : '#/');
    become({ name: 'signed-in', user });
  } catch (error) {
    clean('#/');
    throw error;
  }
}

/** Leaves for the sign-in page; the same page is shown afterwards. Rejects if the provider cannot be reached. */
export async function signIn(): Promise<void> {
  // The way back is one registered address: begun elsewhere (another name of this host), it would not find its state.
  if (location.origin !== new URL(homeUrl).origin) return location.replace(`${homeUrl}${location.hash}`);
  await manager.signinRedirect({ state: location.hash || '#/' });
}

/** Forgets the tokens here, revokes them and ends the session at the provider. */
export async function signOut(): Promise<void> {
  await manager.revokeTokens(['refresh_token']).catch(() => undefined);
  if (!env.OIDC_ENDPOINTS) return manager.signoutRedirect();
  await manager.removeUser();
  location.assign(env.OIDC_ENDPOINTS.signOutUrl);
}

let renewing: Promise<User | undefined> | undefined;

/** A fresh session, asked for once however many wait; undefined, and the state `ended`, if there is none to be had. */
function renewed(): Promise<User | undefined> {
  renewing ??= manager
    .signinSilent()
    .catch(() => null)
    .then((user) => {
      if (user) become({ name: 'signed-in', user });
      else if (state.name === 'signed-in') become({ name: 'ended', user: state.user });
      return user ?? undefined;
    })
    .finally(() => (renewing = undefined));
  return renewing;
}

/** The bearer token to send, renewed if it is over; undefined once the session has ended. */
export async function bearerToken(): Promise<string | undefined> {
  if (state.name !== 'signed-in') return undefined;
  const user = state.user.expired ? await renewed() : state.user;
  return user?.id_token;
}

/** After a 401: another token, or undefined if the session has ended. */
export const anotherToken = async (): Promise<string | undefined> => (await renewed())?.id_token;

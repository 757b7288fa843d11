import { isAdmin, isAdmitted } from '@lisa/contracts/vocabulary/roles';
import { useSyncExternalStore } from 'react';
import { env } from './env.ts';
import { onSignInState, signInState, type SignInState } from './sign-in.ts';

export interface Person {
  /** Never changes, and is not for display. */
  readonly username: string;
  readonly displayName: string;
  readonly groups: readonly string[];
  readonly isAdmin: boolean;
  readonly isAdmitted: boolean;
}

const roles = {
  adminGroup: env.ADMIN_GROUP,
  userGroup: env.USER_GROUP,
  apiGroup: env.API_GROUP,
  ragAdminGroup: env.RAG_ADMIN_GROUP,
};

/** A claim by its name, or by a dotted path into nested claims. */
function claim(profile: Readonly<Record<string, unknown>>, name: string): unknown {
  if (name in profile) return profile[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) => (value && typeof value === 'object' ? (value as Record<string, unknown>)[part] : undefined),
      profile,
    );
}

/** Who the claims of a token speak of. What they may do is decided by the server; this only hides what it would refuse. */
export function personOf(profile: Readonly<Record<string, unknown>> & { readonly sub: string }): Person {
  const claimed = claim(profile, env.JWT_GROUPS_PROP);
  const groups = Array.isArray(claimed) ? claimed.filter((group) => typeof group === 'string') : [];
  const names = [profile['name'], profile['email'], profile['preferred_username'], profile.sub];
  return {
    username: profile.sub,
    displayName: names.find((name) => typeof name === 'string' && name !== '') as string,
    groups,
    isAdmin: isAdmin(roles, groups),
    isAdmitted: isAdmitted(roles, groups),
  };
}

/** Where signing in stands, kept current. */
export const useSignInState = (): SignInState => useSyncExternalStore(onSignInState, signInState);

/** Who is signed in; throws outside of pages that are shown to signed-in people only. */
export function usePerson(): Person {
  const state = useSignInState();
  if (state.name !== 'signed-in' && state.name !== 'ended') throw new Error('Nobody is signed in');
  return personOf(state.user.profile);
}

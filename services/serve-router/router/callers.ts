import type { IncomingMessage } from 'node:http';
import { admits } from '@lisa/contracts/vocabulary/groups';
import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { isAdmin, isAdmitted } from '@lisa/contracts/vocabulary/roles';
import type { Roles } from '@lisa/contracts/vocabulary/roles';
import { credentialsOf, KeysUnavailable, TokenRejected } from '@lisa/gateway/verify';
import type { TokenVerifier } from '@lisa/gateway/verify';
import { badRequest, notAUser, unauthenticated, unavailable } from './openai-error.ts';

/** Who calls, verified by this process. */
export interface Caller {
  readonly username: string;
  readonly groups: readonly string[];
  readonly isAdmin: boolean;
}

/** Tells who sent a request, or throws the Refusal that answers it (401, 400, 403, 503). */
export class Callers {
  readonly #verifier: TokenVerifier;
  readonly #roles: Omit<Roles, 'apiGroup'>;

  constructor(verifier: TokenVerifier, roles: Omit<Roles, 'apiGroup'>) {
    this.#verifier = verifier;
    this.#roles = roles;
  }

  async callerOf(request: IncomingMessage): Promise<Caller> {
    const { username, groups } = await this.#verified(presentedIn(request));
    if (!isAdmitted(this.#roles, groups)) throw notAUser();
    return { username, groups, isAdmin: isAdmin(this.#roles, groups) };
  }

  /** The first credential that verifies decides alone. */
  async #verified(tokens: readonly string[]): Promise<{ username: string; groups: readonly string[] }> {
    for (const token of tokens) {
      try {
        return await this.#verifier.verify(token);
      } catch (error) {
        if (error instanceof KeysUnavailable)
          throw unavailable('The identity provider cannot be reached. Try again shortly.', 2);
        if (!(error instanceof TokenRejected)) throw error;
      }
    }
    throw unauthenticated();
  }
}

/** Whether a caller may know of a model at all. */
export const mayUse = ({ isAdmin, groups }: Caller, { allowedGroups }: PublishedModel): boolean =>
  isAdmin || admits(allowedGroups, groups);

function presentedIn({ rawHeaders }: IncomingMessage): readonly string[] {
  try {
    return credentialsOf(credentialHeaders(rawHeaders), { apiKeyAllowed: true });
  } catch (error) {
    if (error instanceof TokenRejected) throw badRequest('A credential header was given twice.', {});
    throw error;
  }
}

const credentialNames = new Set(['authorization', 'api-key', 'x-api-key']);

/** Every value of the headers that may carry a credential; looking at all others each time would show in a profile. */
function credentialHeaders(rawHeaders: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    if (credentialNames.has(name)) (found[name] ??= []).push(rawHeaders[i + 1] as string);
  }
  return found;
}

import type { Principal } from './principal.ts';

/** The one check of tokens: authorizer, router and gate use the same. */
export interface TokenVerifier {
  /** Throws TokenRejected when the token proves nothing, KeysUnavailable when no verdict is possible. */
  verify(token: string): Promise<Principal>;
  /** Fetches discovery document and keys ahead of the first token. Rejects with KeysUnavailable; `verify` tries again. */
  hydrate(): Promise<void>;
}

import { isAdmitted, type Roles } from '@lisa/contracts/vocabulary/roles';
import { TokenRejected } from '@lisa/gateway/verify';
import type { Principal, RejectionReason, TokenVerifier } from '@lisa/gateway/verify';

/** What the authorizer needs: the strict check, and who may come in. */
export interface Ports {
  readonly verifier: Pick<TokenVerifier, 'verify'>;
  readonly roles: Omit<Roles, 'apiGroup'>;
}

/** One request to the shared API. */
export interface AccessRequest {
  readonly credential: string | undefined;
  readonly methodArn: string;
}

/** The verdict on exactly that request. */
export interface Decision {
  readonly effect: 'Allow' | 'Deny';
  readonly principal: Principal;
  readonly methodArn: string;
}

/** Nobody is known to call: 401. API Gateway recognises it by exactly this message; the reason is for the log. */
export class Unauthorized extends Error {
  readonly reason: RejectionReason | 'absent';

  constructor(rejection?: TokenRejected) {
    super('Unauthorized');
    this.reason = rejection?.reason ?? 'absent';
  }
}

/** Decides on one request. Throws Unauthorized without a credential that verifies, KeysUnavailable without a verdict. */
export async function authorize(
  { credential, methodArn }: AccessRequest,
  { verifier, roles }: Ports,
): Promise<Decision> {
  if (credential === undefined) throw new Unauthorized();

  const principal = await verifier.verify(credential).catch(unauthorizedWhenRejected);
  const effect = isAdmitted(roles, principal.groups) && namesOneRequest(methodArn) ? 'Allow' : 'Deny';
  return { effect, principal, methodArn };
}

// In a policy `*` and `?` are wildcards, so a path that contains one would open other paths too.
function namesOneRequest(methodArn: string): boolean {
  return !/[*?]/.test(methodArn);
}

function unauthorizedWhenRejected(error: unknown): never {
  throw error instanceof TokenRejected ? new Unauthorized(error) : error;
}

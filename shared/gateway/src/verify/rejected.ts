/** Why a token was turned away: for logs and metrics, never for the caller, who only learns that it was. */
export type RejectionReason =
  | 'transport'
  | 'size'
  | 'form'
  | 'duplicate-key'
  | 'header'
  | 'algorithm'
  | 'key-id'
  | 'type'
  | 'issuer'
  | 'token-use'
  | 'lifetime'
  | 'expired'
  | 'not-yet-valid'
  | 'audience'
  | 'principal'
  | 'groups'
  | 'key'
  | 'signature';

/** The presented credential proves nothing. Answer 401 (400 when the reason is `transport`). */
export class TokenRejected extends Error {
  override readonly name = 'TokenRejected';
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, options?: ErrorOptions) {
    super(`Token rejected: ${reason}`, options);
    this.reason = reason;
  }
}

/** The issuer's keys cannot be had, so no verdict is possible. Answer 503; trying again later is right. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

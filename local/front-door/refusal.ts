/** A gateway response type and what API Gateway says when nobody customized it. */
const known = {
  MISSING_AUTHENTICATION_TOKEN: { status: 403, reason: 'Forbidden' },
  UNAUTHORIZED: { status: 401, reason: 'Unauthorized' },
  ACCESS_DENIED: { status: 403, reason: 'Forbidden' },
  REQUEST_TOO_LARGE: { status: 413, reason: 'Payload Too Large' },
  AUTHORIZER_FAILURE: { status: 500, reason: 'Internal Server Error' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, reason: 'Internal Server Error' },
  API_CONFIGURATION_ERROR: { status: 500, reason: 'Internal Server Error' },
  INTEGRATION_FAILURE: { status: 502, reason: 'Bad Gateway' },
  INTEGRATION_TIMEOUT: { status: 504, reason: 'Gateway Timeout' },
  DEFAULT_4XX: { status: 400, reason: 'Bad Request' },
  DEFAULT_5XX: { status: 502, reason: 'Internal Server Error' },
} as const;

export type RefusalType = keyof typeof known;

interface Details {
  readonly status?: number;
  /** Our own word instead of the deployed template: for answers API Gateway does not have. */
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log of whoever runs the platform; the client reads the message only. */
  readonly detail?: string;
}

/** An answer the gateway gives by itself; thrown anywhere before the first byte of a response. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly type: RefusalType;
  readonly status: number;
  readonly reason: string;
  /** True where the deployed template does not apply. */
  readonly isOurs: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly detail: string;

  constructor(type: RefusalType, message: string, { status, reason, headers = {}, detail = message }: Details = {}) {
    super(message);
    this.type = type;
    this.status = status ?? known[type].status;
    this.reason = reason ?? known[type].reason;
    this.isOurs = reason !== undefined;
    this.headers = headers;
    this.detail = detail;
  }
}

/** Nothing can be served at the moment; the client should come back in a second. */
export const unavailable = (message: string): Refusal =>
  new Refusal('DEFAULT_5XX', message, { status: 503, reason: 'Service Unavailable', headers: { 'Retry-After': '1' } });

/** The gateway or what stands behind it is broken; clients learn no more than that. */
export const broken = (type: RefusalType, detail: string): Refusal =>
  new Refusal(type, 'Internal server error', { detail });

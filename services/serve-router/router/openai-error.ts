import type { UpstreamFailure } from '@lisa/gateway/forward';
import type { HeaderList } from '@lisa/gateway/headers';

type ErrorType =
  'invalid_request_error' | 'authentication_error' | 'permission_error' | 'rate_limit_error' | 'server_error';

/** An answer that is not the upstream's: thrown anywhere, turned into a response in one place. */
export class Refusal<Body extends object = object> extends Error {
  readonly status: number;
  readonly body: Body;
  readonly headers: HeaderList;

  constructor(status: number, message: string, body: Body, headers: HeaderList = []) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The error object that OpenAI's clients read. */
export const envelope = (
  message: string,
  type: ErrorType,
  code: string | null = null,
  param: string | null = null,
) => ({
  error: { message, type, param, code },
});
type OpenAiRefusal = Refusal<ReturnType<typeof envelope>>;

function refusal(
  status: number,
  type: ErrorType,
  code: string | null,
  message: string,
  headers: HeaderList = [],
): OpenAiRefusal {
  return new Refusal(status, message, envelope(message, type, code), headers);
}

/** 400: the request itself is wrong. */
export function badRequest(
  message: string,
  { code = null, param = null }: { code?: string | null; param?: string | null },
): Refusal {
  return new Refusal(400, message, envelope(message, 'invalid_request_error', code, param));
}

/** 401 in LISA's words, which its clients compare. */
export const unauthenticated = (): Refusal =>
  new Refusal(401, 'Not authenticated', { error: 'Unauthorized', message: 'Not authenticated' }, [
    'WWW-Authenticate',
    'Bearer',
  ]);

/** 403: known, but not a user of this platform. */
export const notAUser = (): Refusal =>
  refusal(403, 'permission_error', 'not_permitted', 'You are not a member of the group that may use this service.');

/** 403: a user, but not one who may change models. */
export const notAnAdmin = (): Refusal =>
  refusal(403, 'permission_error', 'not_permitted', 'Only administrators may do this.');

/** 404: unknown, or not for this caller: both look the same. */
export const modelNotFound = (model: string): Refusal =>
  refusal(
    404,
    'invalid_request_error',
    'model_not_found',
    `The model '${model.slice(0, 200)}' does not exist or you do not have access to it.`,
  );

/** 404: no such path. */
export const unknownUrl = (method: string, path: string): Refusal =>
  refusal(404, 'invalid_request_error', 'unknown_url', `Unknown request URL: ${method} ${path.slice(0, 200)}.`);

/** 405 with what the path does take. */
export const wrongMethod = (method: string, allowed: string): Refusal =>
  refusal(405, 'invalid_request_error', 'method_not_allowed', `${method} is not allowed here; use ${allowed}.`, [
    'Allow',
    `${allowed}, OPTIONS`,
  ]);

/** 413: more than we read. */
export const bodyTooLarge = (limitBytes: number): Refusal =>
  refusal(413, 'invalid_request_error', 'request_too_large', `The request body is larger than ${limitBytes} bytes.`);

/** 408: the connection ends with it, since the rest of the body is of no use. */
export const bodyTooSlow = (): Refusal =>
  refusal(408, 'invalid_request_error', 'request_timeout', 'The request body did not arrive in time.', [
    'Connection',
    'close',
  ]);

/** 503 that invites to come again. */
export const unavailable = (message: string, retryAfterSeconds: number, code = 'service_unavailable'): OpenAiRefusal =>
  refusal(503, 'server_error', code, message, ['Retry-After', String(retryAfterSeconds)]);

/** 500: ours. */
export const unexpected = (): Refusal =>
  refusal(500, 'server_error', null, 'An unexpected error occurred while processing your request.');

/** What the client is told when a model's upstream did not answer. */
export function upstreamRefusal(failure: UpstreamFailure): OpenAiRefusal {
  switch (failure.kind) {
    case 'busy':
      return unavailable('The model is busy. Try again shortly.', 1, 'model_busy');
    case 'unreachable':
      return unavailable('The model could not be reached. Try again shortly.', 2, 'upstream_unreachable');
    case 'refused':
      return refusal(
        502,
        'server_error',
        'upstream_unauthorized',
        "The model's provider refused the credential configured for it.",
        ['x-should-retry', 'false'],
      );
    case 'late':
      return refusal(504, 'server_error', 'upstream_timeout', 'The model did not answer in time.');
    case 'died':
      return refusal(
        502,
        'server_error',
        'upstream_failed',
        'The model ended the connection before its answer was complete.',
        ['Retry-After', '1'],
      );
  }
}

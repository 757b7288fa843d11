/** A request answered with an error, in OpenAI's envelope. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly detail: { type: string; code: string | null; param: string | null };

  constructor(
    status: number,
    message: string,
    detail: { type?: string; code?: string | null; param?: string | null } = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.detail = {
      type: detail.type ?? 'invalid_request_error',
      code: detail.code ?? null,
      param: detail.param ?? null,
    };
  }

  /** The body that OpenAI's SDKs read. */
  envelope(): { error: { message: string; type: string; code: string | null; param: string | null } } {
    return { error: { message: this.message, ...this.detail } };
  }
}

/** A 400 that names the field to correct. */
export function badField(param: string, message: string): Refusal {
  return new Refusal(400, message, { param });
}

const scripted: Record<
  number,
  { message: string; type: string; code: string | null; headers?: Record<string, string> }
> = {
  400: { message: 'The prompt asked this request to be refused.', type: 'invalid_request_error', code: 'demo_refused' },
  401: { message: 'Incorrect API key provided.', type: 'authentication_error', code: 'invalid_api_key' },
  403: { message: 'This key may not use the model.', type: 'permission_error', code: 'forbidden' },
  404: { message: 'The model does not exist.', type: 'invalid_request_error', code: 'model_not_found' },
  429: {
    message: 'Rate limit reached, try again in 7 seconds.',
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
    headers: { 'retry-after': '7', 'x-ratelimit-remaining-requests': '0' },
  },
  500: { message: 'The demo model failed as the prompt asked.', type: 'server_error', code: null },
  503: { message: 'The demo model is overloaded.', type: 'server_error', code: null, headers: { 'retry-after': '3' } },
};

/** The failure a prompt asks for with `[fail 429]`; statuses without a script of their own answer as a server error. */
export function scriptedFailure(status: number): Refusal {
  const { message, headers, ...detail } = scripted[status] ?? {
    message: `The demo model failed with ${status} as the prompt asked.`,
    type: 'server_error',
    code: null,
  };
  return new Refusal(status, message, detail, headers);
}

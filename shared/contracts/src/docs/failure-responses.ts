import type { AnyRoute, DataPlaneRoute, RouteContract } from '../api/define-route.ts';
import { problems, titleOf, type ProblemCode } from '../api/problems.ts';
import type { FailureSchema } from './failure-schemas.ts';
import type { Json } from './json-schema.ts';

/** One way a route refuses; those of one status become one response. */
interface Refusal {
  readonly status: number;
  readonly words: string;
  readonly schema: FailureSchema;
  readonly example: unknown;
  readonly contentType?: string;
  readonly code?: ProblemCode;
}

function dressed(family: RouteContract['failures'], code: ProblemCode): Refusal {
  const { status } = problems[code];
  const title = titleOf(code);
  const refusal = { status, code, words: `\`${code}\`: ${title}` };
  if (family === 'plain') return { ...refusal, schema: 'PlainFailure', example: title };
  if (family === 'detail') return { ...refusal, schema: 'DetailFailure', example: { detail: title, message: title } };
  const example = { type: 'about:blank', title, status, code };
  return { ...refusal, schema: 'Problem', example, contentType: 'application/problem+json' };
}

const gateway = (status: number, error: string, message: string, words = message): Refusal => ({
  status,
  words,
  schema: 'GatewayRefusal',
  example: { error, message },
});
const throttled = gateway(429, 'Too Many Requests', 'Too Many Requests', 'Too many requests at this stage.');
const noCredential = gateway(
  401,
  'Unauthorized',
  'Send a valid credential in the Authorization header',
  'No credential, or one that proves nothing.',
);
const notAdmitted = gateway(
  403,
  'Forbidden',
  'Your account may not use this',
  'Your account may not use this platform.',
);

const invalidFields: Refusal = {
  status: 422,
  words: '`InvalidRequest`: Fields break a rule.',
  schema: 'InvalidFields',
  example: {
    detail: [{ loc: ['body', 'name'], msg: 'Invalid input', type: 'invalid_type' }],
    type: 'RequestValidationError',
  },
  code: 'InvalidRequest',
};

/** What a route answers besides its own problems, because of whom it admits and what it takes. */
function refusalsOf(route: RouteContract): Refusal[] {
  const { failures: family, access, params, query, body } = route;
  const takesInput = Boolean(params ?? query ?? body);
  const codes: ProblemCode[] = [
    ...(takesInput ? (['InvalidRequest'] as const) : []),
    ...(body ? (['InvalidJson', 'BodyRequired', 'BodyTooLarge'] as const) : []),
    ...(access === 'public' ? [] : (['Forbidden'] as const)),
    ...route.problems,
    'Unexpected',
  ];
  return [
    ...(access === 'public' ? [] : [notAdmitted]),
    ...(takesInput && family === 'detail' ? [invalidFields] : []),
    ...codes.map((code) => dressed(family, code)),
  ];
}

const openAiWords: Readonly<Record<DataPlaneRoute['refusals'][number], readonly [words: string, type: string]>> = {
  400: ['The body is not what this route takes.', 'invalid_request_error'],
  401: ['No credential, or one that proves nothing.', 'authentication_error'],
  403: ['You are not a member of the group that may use this platform.', 'permission_error'],
  404: ['There is no such model, or it is not open to you.', 'invalid_request_error'],
  413: ['The body is too large.', 'invalid_request_error'],
  502: ['The model behind it failed.', 'server_error'],
  503: ['Try again after the seconds in Retry-After.', 'server_error'],
  504: ['The model did not answer in time.', 'server_error'],
};

function openAi(status: DataPlaneRoute['refusals'][number]): Refusal {
  const [words, type] = openAiWords[status];
  if (status === 401) return gateway(401, 'Unauthorized', 'Not authenticated', words);
  return {
    status,
    words,
    schema: 'OpenAiFailure',
    example: { error: { message: words, type, param: null, code: null } },
  };
}

function content(refusals: readonly Refusal[]): Json {
  const types = new Set(refusals.map(({ contentType = 'application/json' }) => contentType));
  return Object.fromEntries(
    [...types].map((type) => {
      const here = refusals.filter(({ contentType = 'application/json' }) => contentType === type);
      const schemas = [...new Set(here.map(({ schema }) => schema))].map((name) => ({
        $ref: `#/components/schemas/${name}`,
      }));
      return [type, { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas }, example: here[0]?.example }];
    }),
  );
}

const headers = (status: number, refusals: readonly Refusal[]): Json => ({
  ...(refusals.some(({ code }) => code) && { 'X-Problem': { $ref: '#/components/headers/X-Problem' } }),
  ...([429, 503].includes(status) && { 'Retry-After': { $ref: '#/components/headers/Retry-After' } }),
});

/** Refusals of one status as one response; the first one's body is the example. */
function response(status: number, refusals: readonly Refusal[]): Json {
  const description = refusals.map(({ words }) => words).join('\n\n');
  return { description, headers: headers(status, refusals), content: content(refusals) };
}

const openAiStatuses = Object.keys(openAiWords).map(Number) as DataPlaneRoute['refusals'][number][];

/** Responses that are the same wherever they occur, by the name they are referred to. */
export const sharedResponses: Json = {
  Unauthorized: response(401, [noCredential]),
  Throttled: response(429, [throttled]),
  ...Object.fromEntries(openAiStatuses.map((status) => [`OpenAi${status}`, response(status, [openAi(status)])])),
};

const shared = (name: string): Json => ({ $ref: `#/components/responses/${name}` });

/** Every refusal of a route as OpenAPI responses by status. */
export function failureResponses(route: AnyRoute): Json {
  const always = { 429: shared('Throttled') };
  if (route.failures === 'openai')
    return { ...Object.fromEntries(route.refusals.map((status) => [status, shared(`OpenAi${status}`)])), ...always };
  const refusals = refusalsOf(route);
  const own = [...new Set(refusals.map(({ status }) => status))].map((status) => [
    status,
    response(
      status,
      refusals.filter((refusal) => refusal.status === status),
    ),
  ]);
  return {
    ...Object.fromEntries(own),
    ...(route.access !== 'public' && { 401: shared('Unauthorized') }),
    ...always,
  };
}

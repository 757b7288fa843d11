import type { RouteContract } from '../api/define-route.ts';
import { problems, titleOf, type ProblemCode } from '../api/problems.ts';
import type { FailureSchema } from './failure-schemas.ts';

/** One way a route refuses; those of one status become one response. */
export interface Refusal {
  readonly status: number;
  readonly words: string;
  readonly schema: FailureSchema;
  readonly example: unknown;
  readonly contentType?: string;
  readonly code?: ProblemCode;
}

/** A failure in words, for readers who have no failure at hand. */
export const wordsOf = (code: ProblemCode): string =>
  code === 'InvalidRequest' ? 'What breaks a rule of the route, in words.' : problems[code].title;

/** Fills the titles of examples. */
const sampleFacts = { modelId: 'demo', hostingType: 'lisa_hosted', limit: 4194304, message: 'modelId: is too long' };

function dressed(family: RouteContract['failures'], code: ProblemCode): Refusal {
  const { status } = problems[code];
  const title = titleOf(code, sampleFacts);
  const refusal = { status, code, words: `\`${code}\`: ${wordsOf(code)}` };
  if (family === 'plain') return { ...refusal, schema: 'PlainFailure', example: title };
  if (family === 'detail') return { ...refusal, schema: 'DetailFailure', example: { detail: title, message: title } };
  const example = { type: 'about:blank', title, status, code };
  return { ...refusal, schema: 'Problem', example, contentType: 'application/problem+json' };
}

/** A refusal in the words of the gateway. */
export const gateway = (status: number, error: string, message: string, words = message): Refusal => ({
  status,
  words,
  schema: 'GatewayRefusal',
  example: { error, message },
});
/** More requests than the stage takes. */
export const throttled = gateway(429, 'Too Many Requests', 'Too Many Requests', 'Too many requests at this stage.');
/** Nobody the gateway knows. */
export const noCredential = gateway(
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

const tooLarge = gateway(413, 'Payload Too Large', 'Request Too Long', 'Larger than the gateway takes.');

const invalidFields: Refusal = {
  status: 422,
  words: '`InvalidRequest`: Every field that breaks a rule.',
  schema: 'InvalidFields',
  example: {
    detail: [{ loc: ['body', 'name'], msg: 'Invalid input', type: 'invalid_type' }],
    type: 'RequestValidationError',
  },
  code: 'InvalidRequest',
};

const takesInput = ({ params, query, body }: RouteContract): boolean => Boolean(params ?? query ?? body);

/** A route's own problems, and those that follow from what it takes. */
const codesOf = (route: RouteContract): ProblemCode[] => [
  ...(takesInput(route) ? (['InvalidRequest'] as const) : []),
  ...(route.body ? (['InvalidJson', 'BodyRequired', 'BodyTooLarge'] as const) : []),
  ...(route.access === 'public' ? [] : (['Forbidden'] as const)),
  ...route.problems,
  'Unexpected',
];

/** How a route refuses, and how the gateway does for it. */
export const refusalsOf = (route: RouteContract): Refusal[] => [
  ...(route.access === 'public' ? [] : [notAdmitted]),
  ...(takesInput(route) && route.failures === 'detail' ? [invalidFields] : []),
  ...codesOf(route).map((code) => dressed(route.failures, code)),
  ...(route.body ? [tooLarge] : []),
];

/** One line per failure: the code is the contract, the words may be reworded. `{name}` is filled from the failure's facts. */
export const problems = {
  Forbidden: { status: 403, title: 'You do not have permission to do this.' },
  InvalidRequest: { status: 400, title: '{message}' },
  InvalidJson: { status: 400, title: 'Invalid JSON in request body.' },
  BodyRequired: { status: 400, title: 'Request body is required.' },
  BodyTooLarge: { status: 413, title: 'The request body is larger than {limit} bytes.' },
  RouteNotFound: { status: 404, title: 'There is no such route.' },
  ModelNotFound: { status: 404, title: "Model '{modelId}' was not found." },
  ModelExists: { status: 409, title: "Model '{modelId}' already exists. Please select another name." },
  ChangedMeanwhile: {
    status: 409,
    title: 'It was changed by somebody else at the same time. Read it again and repeat.',
  },
  HostingNotOffered: {
    status: 422,
    title: 'hostingType {hostingType} is not offered by this deployment; use third_party.',
  },
  Unexpected: { status: 500, title: 'An unexpected error occurred while processing your request' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/** The words of a failure, filled with its facts. */
export const titleOf = (code: ProblemCode, facts: Facts = {}): string =>
  problems[code].title.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? name));

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
  SessionNotFound: { status: 404, title: 'Session not found' },
  NoMessages: { status: 400, title: 'No messages provided' },
  InvalidCursor: { status: 400, title: 'Invalid cursor' },
  MessageTooLarge: {
    status: 413,
    title: 'A message is larger than {limit} bytes. Attach large files and images instead of pasting them.',
  },
  ContentLocked: {
    status: 503,
    title: 'The key of this conversation cannot be used at the moment. Nothing was changed; try again later.',
  },
  NotAnImage: { status: 400, title: 'image_url.url must be a data URL of a PNG, JPEG, GIF or WebP image, or https.' },
  PromptTemplateNotFound: { status: 404, title: 'Prompt template {promptTemplateId} not found.' },
  SharingNotAllowed: {
    status: 403,
    title: 'You may share with groups you are a member of; {group} is not one of them.',
  },
  ConfigurationExists: {
    status: 409,
    title: 'Version {versionId} is taken: somebody saved at the same time. Read the configuration again and repeat.',
  },
  Unexpected: { status: 500, title: 'An unexpected error occurred while processing your request' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/** The words of a failure, filled with its facts. */
export const titleOf = (code: ProblemCode, facts: Facts = {}): string =>
  problems[code].title.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? name));

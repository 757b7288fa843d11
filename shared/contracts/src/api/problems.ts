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
  ModelNotSettled: {
    status: 400,
    title: "Model '{modelId}' is {status}. It can be changed when it is InService or Stopped.",
  },
  StartOrStopWithScaling: {
    status: 400,
    title: 'Start or Stop operations and AutoScaling changes must happen in separate requests.',
  },
  ModelNotStopped: { status: 400, title: "Model '{modelId}' is {status}. Only a Stopped model can be started." },
  ModelNotInService: { status: 400, title: "Model '{modelId}' is {status}. Only a model InService can be stopped." },
  ModelNotSelfHosted: {
    status: 400,
    title:
      "{field} cannot be changed: model '{modelId}' is not hosted by LISA, so it has no container and no capacity.",
  },
  InstanceTypeNotOffered: {
    status: 422,
    title: 'No model can be hosted on {instanceType}. GET /models/metadata/instances lists the instance types.',
  },
  SettingNotAccepted: { status: 400, title: '{setting}: {message}' },
  EmbeddingCannotStream: { status: 400, title: 'An embedding model cannot stream.' },
  ModelTooLarge: { status: 400, title: 'The description of this model would be larger than {limit} bytes.' },
  SessionNotFound: { status: 404, title: 'Session not found' },
  NoMessages: { status: 400, title: 'No messages provided' },
  SessionTooShort: { status: 400, title: 'Session too short to compact' },
  NothingToCompact: { status: 400, title: 'No messages available for compaction' },
  SummaryFailed: { status: 502, title: 'The conversation could not be summarised: {reason} Nothing was changed.' },
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

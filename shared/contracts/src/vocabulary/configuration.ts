import * as z from 'zod';

const on = z.boolean().default(true);
const off = z.boolean().default(false);

/** Features that an administrator switches for everybody; what is left out has its default. */
export const EnabledComponents = z.object({
  uploadRagDocs: off,
  ragSelectionAvailable: off,
  showRagLibrary: off,
  editNumOfRagDocument: on,
  hybridSearch: off,
  modelLibrary: on,
  showPromptTemplateLibrary: on,
  uploadContextDocs: on,
  documentSummarization: on,
  editKwargs: on,
  editPromptTemplate: on,
  viewMetaData: on,
  deleteSessionHistory: on,
  editChatHistoryBuffer: on,
  enableModelComparisonUtility: off,
  encryptSession: off,
  chatAssistantStacks: off,
  projectOrganization: off,
  mcpConnections: off,
  bedrockAgents: off,
  showMcpWorkbench: off,
  awsSessions: off,
  enableUserApiTokens: off,
});

const color = (value: string) => z.string().max(64).default(value);

const SystemBanner = z
  .object({
    isEnabled: off,
    text: z.string().max(4096).default(''),
    textColor: color('#000000'),
    backgroundColor: color('#ffffff'),
  })
  .refine(({ isEnabled, text }) => !isEnabled || text.trim(), { path: ['text'], message: 'is required if enabled' });

const Announcement = z
  .object({ isEnabled: off, message: z.string().max(4096).default('') })
  .refine(({ isEnabled, message }) => !isEnabled || message.trim(), {
    path: ['message'],
    message: 'is required if enabled',
  });

/** Everything an administrator sets at run time; parsing `{}` answers the defaults. */
export const Configuration = z.object({
  enabledComponents: EnabledComponents.prefault({}),
  systemBanner: SystemBanner.prefault({}),
  announcement: Announcement.prefault({}),
  global: z.object({ defaultModel: z.string().max(128).nullish() }).prefault({}),
  maxProjectsPerUser: z.int().positive().max(1000).default(50),
});
export type Configuration = z.infer<typeof Configuration>;

export const ConfigScope = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must contain only letters, digits and . _ -');

/** One version of the configuration; version 0 holds the defaults. */
export const ConfigurationVersion = z.object({
  versionId: z.int().nonnegative(),
  configScope: ConfigScope,
  configuration: Configuration,
  changedBy: z.string(),
  changeReason: z.string(),
  createdAt: z.string().describe('Epoch seconds'),
  created_at: z.string().describe('The same; clients read one or the other'),
});
export type ConfigurationVersion = z.infer<typeof ConfigurationVersion>;

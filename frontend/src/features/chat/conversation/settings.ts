import { ConversationConfiguration } from '@lisa/contracts/vocabulary/session';
import * as z from 'zod';

/** How a conversation asks its model. What is left out is the model's own default. */
export const ChatSettings = z.object({
  modelId: z.string().optional(),
  systemPrompt: z.string().default(''),
  maxTokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  stop: z.array(z.string().min(1)).max(4).default([]),
  reasoningEffort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
});
export type ChatSettings = z.infer<typeof ChatSettings>;

export const defaultSettings: ChatSettings = ChatSettings.parse({});

const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as never;

/** Settings as a conversation stores them, in LISA's words. */
export function configurationOf(
  settings: ChatSettings,
  model: object | undefined,
): z.input<typeof ConversationConfiguration> {
  const { temperature, topP, seed, stop, reasoningEffort } = settings;
  return {
    sessionConfiguration: {
      streaming: true,
      ...given({ max_tokens: settings.maxTokens }),
      modelArgs: { stop, ...given({ temperature, top_p: topP, seed, reasoning_effort: reasoningEffort }) },
    },
    promptConfiguration: { promptTemplate: settings.systemPrompt },
    selectedModel: { ...model, modelId: settings.modelId },
  };
}

/** Settings of a stored conversation; what does not fit is left out. */
export function settingsOf(configuration: ConversationConfiguration | null): ChatSettings {
  if (configuration === null) return defaultSettings;
  const { max_tokens, modelArgs } = configuration.sessionConfiguration;
  const modelId: unknown = configuration.selectedModel?.['modelId'];
  const read = ChatSettings.safeParse(
    given({
      modelId: typeof modelId === 'string' ? modelId : undefined,
      systemPrompt: configuration.promptConfiguration.promptTemplate,
      maxTokens: max_tokens,
      temperature: modelArgs.temperature,
      topP: modelArgs.top_p,
      seed: modelArgs.seed,
      stop: modelArgs.stop.filter((text) => text !== '').slice(0, 4),
      reasoningEffort: modelArgs.reasoning_effort,
    }),
  );
  return read.data ?? defaultSettings;
}

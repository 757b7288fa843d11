import type { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { ConversationConfiguration } from '@lisa/contracts/vocabulary/session';
import * as z from 'zod';

const penalty = z.number().min(-2).max(2).optional();

/** How a conversation asks its model, and how its answers are shown. What is left out is the model's own default. */
export const ChatSettings = z.object({
  modelId: z.string().optional(),
  systemPrompt: z.string().default(''),
  maxTokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  frequencyPenalty: penalty,
  presencePenalty: penalty,
  seed: z.int().optional(),
  stop: z.array(z.string().min(1)).max(4).default([]),
  reasoningEffort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
  /** Words are shown as they come, by models that can do so. */
  streams: z.boolean().default(true),
  showsMarkdown: z.boolean().default(true),
  showsThoughts: z.boolean().default(true),
  /** Tokens and times stand below every answer. */
  showsDetails: z.boolean().default(false),
});
export type ChatSettings = z.infer<typeof ChatSettings>;

export const defaultSettings: ChatSettings = ChatSettings.parse({});

type Editable = Pick<Configuration['enabledComponents'], 'editKwargs' | 'editPromptTemplate'>;

/** Settings as they count while administrators keep some of them to themselves: what nobody may edit has no effect. */
export function permitted(settings: ChatSettings, { editKwargs, editPromptTemplate }: Editable): ChatSettings {
  const { modelId, systemPrompt, streams, showsMarkdown, showsThoughts, showsDetails } = settings;
  const shown = { streams, showsMarkdown, showsThoughts, showsDetails };
  const asked = editKwargs ? settings : { ...defaultSettings, ...shown, ...(modelId !== undefined && { modelId }) };
  return { ...asked, systemPrompt: editPromptTemplate ? systemPrompt : '' };
}

const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as never;

/** Settings as a conversation stores them, in LISA's words. */
export function configurationOf(
  settings: ChatSettings,
  model: object | undefined,
): z.input<typeof ConversationConfiguration> {
  const { temperature, topP, frequencyPenalty, presencePenalty, seed, stop, reasoningEffort } = settings;
  const penalties = { frequency_penalty: frequencyPenalty, presence_penalty: presencePenalty };
  return {
    sessionConfiguration: {
      streaming: settings.streams,
      markdownDisplay: settings.showsMarkdown,
      showMetadata: settings.showsDetails,
      showReasoningContent: settings.showsThoughts,
      ...given({ max_tokens: settings.maxTokens }),
      modelArgs: {
        stop,
        ...given({ temperature, top_p: topP, ...penalties, seed, reasoning_effort: reasoningEffort }),
      },
    },
    promptConfiguration: { promptTemplate: settings.systemPrompt },
    selectedModel: { ...model, modelId: settings.modelId },
  };
}

/** Settings of a stored conversation; what does not fit is left out. */
export function settingsOf(configuration: ConversationConfiguration | null): ChatSettings {
  if (configuration === null) return defaultSettings;
  const { max_tokens, modelArgs, streaming, markdownDisplay, showMetadata, showReasoningContent } =
    configuration.sessionConfiguration;
  const modelId: unknown = configuration.selectedModel?.['modelId'];
  const read = ChatSettings.safeParse(
    given({
      modelId: typeof modelId === 'string' ? modelId : undefined,
      systemPrompt: configuration.promptConfiguration.promptTemplate,
      maxTokens: max_tokens,
      temperature: modelArgs.temperature,
      topP: modelArgs.top_p,
      frequencyPenalty: modelArgs.frequency_penalty,
      presencePenalty: modelArgs.presence_penalty,
      seed: modelArgs.seed,
      stop: modelArgs.stop.filter((text) => text !== '').slice(0, 4),
      reasoningEffort: modelArgs.reasoning_effort,
      streams: streaming,
      showsMarkdown: markdownDisplay,
      showsThoughts: showReasoningContent,
      showsDetails: showMetadata,
    }),
  );
  return read.data ?? defaultSettings;
}

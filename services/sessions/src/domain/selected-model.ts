import { admits } from '@lisa/contracts/vocabulary/groups';
import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import type { ConversationConfiguration } from '@lisa/contracts/vocabulary/session';

/** What is known of a model; of a retired one only that it was there. */
export interface Knowledge {
  readonly modelId: string;
  readonly uid: string;
  readonly version: number;
  readonly model?: PublishedModel | undefined;
}

/** What clients may read of a model, in the words of LISA's model list. One that answers is published as it becomes ready. */
function shown({ uid: _, version: __, createdAt: ___, target: ____, ready, status, ...model }: PublishedModel) {
  return { ...model, status: ready ? 'InService' : status };
}

/** The id of the model a conversation was set up with. */
export function selectedModelId(configuration: ConversationConfiguration | null): string | undefined {
  const modelId = configuration?.selectedModel?.['modelId'];
  return typeof modelId === 'string' ? modelId : undefined;
}

/** The configuration with the model as it is now, if its reader may use it; else as it was when it was chosen. */
export function withCurrentModel(
  configuration: ConversationConfiguration | null,
  knowledge: Knowledge | undefined,
  reader: { readonly groups: readonly string[]; readonly isAdmin: boolean },
): ConversationConfiguration | null {
  const model = knowledge?.model;
  if (!configuration || !model) return configuration;
  if (!reader.isAdmin && !admits(model.allowedGroups, reader.groups)) return configuration;
  return { ...configuration, selectedModel: { ...configuration.selectedModel, ...shown(model) } };
}

import type { LisaModel } from '@lisa/contracts/api/models.routes';

/** What a model does, in people's words. */
export const typeNames: Readonly<Record<LisaModel['modelType'], string>> = {
  textgen: 'Text',
  imagegen: 'Pictures',
  videogen: 'Videos',
  embedding: 'Embeddings',
};

/** Abilities LISA's clients know by name, and what each lets people do. */
export const abilities = [
  { value: 'imageInput', label: 'Reads pictures', description: 'People may add pictures to a question' },
  { value: 'toolCalls', label: 'Calls tools', description: 'It may use tools of MCP servers' },
  { value: 'reasoning', label: 'Thinks first', description: 'Its reasoning is shown folded above the answer' },
  { value: 'summarization', label: 'Summarises', description: 'It is offered to summarise documents' },
] as const;

/** An ability by the name LISA's clients use. */
export const abilityNames: ReadonlyMap<string, string> = new Map(abilities.map(({ value, label }) => [value, label]));

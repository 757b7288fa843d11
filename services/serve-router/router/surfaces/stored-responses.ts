import { badRequest } from '../openai-error.ts';

/** What a request may lean on that nobody keeps: by field, and what to do instead. */
const leaning: Readonly<Record<string, string>> = {
  previous_response_id: 'Responses are not stored here: send the whole conversation in input.',
  conversation: 'Conversations are not stored here: send the whole conversation in input.',
  prompt: 'Prompts are not stored here: send its text in instructions and input.',
  background: 'Responses are not stored here, so none can be fetched later: leave background out.',
};
const unset = new Set<unknown>([undefined, null, false]);
const reference = 'item_reference';
const referenced = 'Items are not stored here: send the item itself instead of an item_reference.';

/**
 * Refuses (400) a request for `responses` that leans on something stored. LiteLLM would leave it out without a word,
 * and the model would answer without knowing what was said before.
 */
export function refuseWhatLeansOnStorage(body: Buffer): void {
  if (![...Object.keys(leaning), reference].some((name) => body.includes(`"${name}"`))) return;
  const fields = fieldsOf(body);
  for (const [param, advice] of Object.entries(leaning)) {
    if (Object.hasOwn(fields, param) && !unset.has(fields[param])) throw refused(advice, param);
  }
  const { input } = fields;
  if (Array.isArray(input) && input.some(isReference)) throw refused(referenced, 'input');
}

const refused = (message: string, param: string) => badRequest(message, { code: 'unsupported_parameter', param });

const isReference = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'type' in item && item.type === reference;

/** What is no JSON is refused elsewhere. */
function fieldsOf(body: Buffer): { readonly [field: string]: unknown; readonly input?: unknown } {
  try {
    return Object(JSON.parse(body.toString('utf8'))) as Record<string, unknown>;
  } catch {
    return {};
  }
}

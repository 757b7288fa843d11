import type { Json } from './json-schema.ts';

const text = { type: 'string' };
const object = (properties: Json, description: string): Json => ({
  type: 'object',
  description,
  properties,
  required: Object.keys(properties),
});

const invalidField = object(
  { loc: { type: 'array', items: { type: ['string', 'integer'] } }, msg: text, type: text },
  'Where it is, what is wrong, and which rule it breaks.',
);
const openAiError = object(
  { message: text, type: text, param: { type: ['string', 'null'] }, code: { type: ['string', 'null'] } },
  'As OpenAI words it.',
);

const anthropicError = object({ type: text, message: text }, 'As Anthropic words it.');

/** The bodies of refusals by name: three families of ours, the gateway's, OpenAI's and Anthropic's. */
export const failureSchemas = {
  PlainFailure: { ...text, description: 'What is the case, as a JSON string.' },
  DetailFailure: object({ detail: text, message: text }, 'What is the case, twice: clients read one or the other.'),
  InvalidFields: object(
    { detail: { type: 'array', items: invalidField }, type: { const: 'RequestValidationError' } },
    'Every field that breaks a rule.',
  ),
  Problem: object(
    { type: text, title: text, status: { type: 'integer' }, code: text },
    'RFC 9457; `code` is stable, `title` may be reworded.',
  ),
  GatewayRefusal: object({ error: text, message: text }, 'Refused before it reached the service.'),
  OpenAiFailure: object({ error: openAiError }, 'Refused by the router, or by the model behind it.'),
  AnthropicFailure: object(
    { type: { const: 'error' }, error: anthropicError, request_id: text },
    'Refused by the router, or by the model behind it; `request_id` is also the header `request-id`.',
  ),
} as const satisfies Json;

export type FailureSchema = keyof typeof failureSchemas;

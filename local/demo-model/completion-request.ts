import { badField, Refusal } from './refusal.ts';
import { tokensOf } from './tokens.ts';

/** A JSON object whose fields are not yet known to be right. */
export type Fields = Readonly<Record<string, unknown>>;

/** What chat and text completions ask alike. */
export interface CompletionRequest {
  model: string;
  stream: boolean;
  includeUsage: boolean;
  maxTokens: number;
  stops: string[];
}

/** A text as far as the request lets it go, in tokens, and why it ends there. */
export interface Cut {
  tokens: string[];
  finish: 'stop' | 'length';
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as an object, or a 400. */
export function fieldsOf(body: unknown): Fields {
  if (!isFields(body)) throw new Refusal(400, 'The body must be a JSON object.', { code: 'invalid_json' });
  return body;
}

/** The model's name, or a 400. */
export function readModel(body: Fields): string {
  const model = body['model'];
  if (typeof model !== 'string' || model === '') throw badField('model', 'You must provide a model parameter.');
  return model;
}

/** Reads what both kinds of completion share; a field of the wrong kind is a 400 that names it. */
export function readCompletionRequest(body: Fields): CompletionRequest {
  if ((body['n'] ?? 1) !== 1) throw badField('n', 'The demo model gives one choice: leave n out or set it to 1.');
  const options = body['stream_options'];
  return {
    model: readModel(body),
    stream: body['stream'] === true,
    includeUsage: isFields(options) && options['include_usage'] === true,
    maxTokens: readMaxTokens(body),
    stops: readStops(body['stop']),
  };
}

/** Ends a text at the first stop string, or at the last token allowed. */
export function cut(text: string, request: CompletionRequest, alreadySpent = 0): Cut {
  const ends = request.stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  const tokens = tokensOf(text.slice(0, Math.min(text.length, ...ends)));
  const allowed = Math.max(0, request.maxTokens - alreadySpent);
  return tokens.length > allowed ? { tokens: tokens.slice(0, allowed), finish: 'length' } : { tokens, finish: 'stop' };
}

function readMaxTokens(body: Fields): number {
  const field = body['max_completion_tokens'] == null ? 'max_tokens' : 'max_completion_tokens';
  const value = body[field] ?? Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw badField(field, `${field} must be a whole number above 0.`);
  }
  return value;
}

function readStops(value: unknown): string[] {
  const stops: unknown[] = Array.isArray(value) ? value : [value ?? ''];
  return stops
    .map((stop) => {
      if (typeof stop !== 'string') throw badField('stop', 'stop must be a string or an array of strings.');
      return stop;
    })
    .filter((stop) => stop !== '');
}

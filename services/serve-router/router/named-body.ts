import { findModel } from './find-model.ts';
import type { ModelPlace } from './find-model.ts';
import { badRequest } from './openai-error.ts';

/** A JSON body and the model it names. */
export interface NamedBody {
  readonly model: string;
  /** The same body naming another model; every other byte stays as the client sent it. */
  naming(model: string): Buffer;
}

/** Reads which model a body names. Throws a Refusal (400) for what is not a JSON object naming one. */
export function readNamedBody(body: Buffer): NamedBody {
  const scan = findModel(body);
  if (scan.kind === 'found') return named(body, scan);
  if (scan.kind === 'too-deep') throw badRequest('The body is nested too deeply.', { code: 'invalid_json' });
  return parsed(body);
}

function named(body: Buffer, { model, start, end }: ModelPlace): NamedBody {
  const naming = (other: string): Buffer =>
    other === model
      ? body
      : Buffer.concat([body.subarray(0, start), Buffer.from(JSON.stringify(other)), body.subarray(end)]);
  return { model, naming };
}

/** Written again from what was read, so that the upstream cannot read anything else. */
function parsed(body: Buffer): NamedBody {
  const value = parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('The body must be a JSON object.', { code: 'invalid_json' });
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const model = Object.hasOwn(fields, 'model') ? fields['model'] : undefined;
  if (model === undefined) throw badRequest('You must provide a model parameter.', { param: 'model' });
  if (typeof model !== 'string') throw badRequest('model must be a string.', { param: 'model' });
  return { model, naming: (other) => Buffer.from(JSON.stringify({ ...fields, model: other })) };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest('We could not parse the JSON body of your request.', { code: 'invalid_json' });
  }
}

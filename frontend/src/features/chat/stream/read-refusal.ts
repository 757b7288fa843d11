import type { Refusal } from './failures.ts';
import { asFields, textOf } from './fields.ts';

/** The refusal in a reply that is not a success: OpenAI's envelope, the gateway's, LISA's plain string, or none at all. */
export async function readRefusal(response: Response): Promise<Refusal> {
  const text = await response.text().catch(() => '');
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  return { ...refusalIn(text, response.status), ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** The refusal in an error frame of a stream, which has no status of its own unless its code is one. */
export function refusalInFrame(error: unknown): Refusal {
  const fields = asFields(error);
  const code = textOf(fields['code']);
  const status = Number(fields['status'] ?? fields['code']);
  const known = Number.isInteger(status) && status >= 400 ? status : (statusByType[textOf(fields['type'])] ?? 0);
  const message = typeof error === 'string' ? error : textOf(fields['message']);
  return { status: known, code, type: textOf(fields['type']), message };
}

const statusByType: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
};

function refusalIn(text: string, status: number): Refusal {
  const body = parsed(text);
  if (typeof body === 'string') return { status, code: '', type: '', message: body };
  const fields = asFields(body);
  const error = fields['error'];
  const inner = typeof error === 'object' ? asFields(error) : fields;
  const message = textOf(inner['message']) || textOf(fields['detail']);
  return { status, code: textOf(inner['code']), type: textOf(inner['type']), message };
}

/** A page of a proxy is not worth showing, so what is not JSON says nothing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Whole seconds; a date is turned into the time until then. */
function secondsOf(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const until = Date.parse(header) - Date.now();
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil(until / 1000));
}

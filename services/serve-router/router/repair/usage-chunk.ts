import type { BodyTransform } from '@lisa/gateway/forward';
import { WholeLines } from '@lisa/gateway/sse';

const usageKey = Buffer.from('"usage"');
const dataField = Buffer.from('data:');
const lineFeed = 0x0a;

/** LiteLLM's last chunk has an empty choice beside `usage`; OpenAI's has no choices. Other lines pass as they are. */
export class UsageChunk implements BodyTransform {
  readonly #lines = new WholeLines();

  push(chunk: Buffer): Buffer | undefined {
    return repaired(this.#lines.push(chunk));
  }

  end(): Buffer | undefined {
    return repaired(this.#lines.end());
  }
}

function repaired(bytes: Buffer | undefined): Buffer | undefined {
  if (bytes === undefined || !bytes.includes(usageKey)) return bytes;
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(lineFeed, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    parts.push(repairedLine(bytes.subarray(start, end)));
    start = end;
  }
  return Buffer.concat(parts);
}

function repairedLine(line: Buffer): Buffer {
  if (!line.includes(usageKey) || line.compare(dataField, 0, dataField.length, 0, dataField.length) !== 0) return line;
  const chunk = parse(line.toString('utf8', dataField.length));
  if (chunk === undefined || !isUsageOnly(chunk)) return line;
  return Buffer.from(`data: ${JSON.stringify({ ...chunk, choices: [] })}\n`);
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function isUsageOnly({ usage, choices }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof usage === 'object' &&
    usage !== null &&
    Array.isArray(choices) &&
    choices.length > 0 &&
    choices.every(isEmptyChoice)
  );
}

/** `{index, delta: {}}` of chat and `{index}` of text completions: nothing is said and nothing ends. */
function isEmptyChoice(choice: unknown): boolean {
  if (typeof choice !== 'object' || choice === null) return false;
  return Object.entries(choice).every(([name, value]) => name === 'index' || isNothing(value));
}

const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value).every((inner) => inner === null));

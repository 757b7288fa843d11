import Icon from '@cloudscape-design/components/icon';
import type { Message } from '@lisa/contracts/vocabulary/message';
import type { ToolCall } from '../stream/machine.ts';

interface ToolCallsProps {
  readonly calls: readonly ToolCall[];
  /** The model is still writing the last of them. */
  readonly isGrowing: boolean;
}

/** The tools a model asked for, a card each. */
export const ToolCalls = ({ calls, isGrowing }: ToolCallsProps) =>
  calls.length > 0 && (
    <ul className="tool-calls" aria-label="Tools the model asked for">
      {calls.map((call, index) => (
        <li key={index}>
          <ToolCallCard call={call} isGrowing={isGrowing && index === calls.length - 1} />
        </li>
      ))}
    </ul>
  );

function ToolCallCard({ call: { name, args }, isGrowing }: { readonly call: ToolCall; readonly isGrowing: boolean }) {
  return (
    <div className="tool-call">
      <div className="tool-call-head">
        <Icon name="command-prompt" size="small" />
        <code>{name || 'a tool without a name'}</code>
        <span className="tool-call-state">{isGrowing ? 'Being asked for' : 'Not run'}</span>
      </div>
      <details>
        <summary>Arguments</summary>
        <pre tabIndex={0}>{isGrowing ? args : inLines(args)}</pre>
      </details>
      {!isGrowing && (
        <p>The model asked for this tool. Tools are not run here, so nothing was done and nothing came back.</p>
      )}
    </div>
  );
}

/** JSON as people read it; anything else as it came. */
function inLines(args: string): string {
  try {
    return JSON.stringify(JSON.parse(args), null, 2);
  } catch {
    return args || '(none)';
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The calls of a stored answer; other clients store arguments as an object. */
export const storedCalls = ({ toolCalls }: Pick<Message, 'toolCalls'>): ToolCall[] =>
  (toolCalls ?? []).map(({ id, name, args }) => ({
    id: textOf(id),
    name: textOf(name),
    args: typeof args === 'object' ? JSON.stringify(args) : textOf(args),
  }));

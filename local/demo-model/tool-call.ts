import { createHash } from 'node:crypto';
import { isFields } from './completion-request.ts';
import type { Fields } from './completion-request.ts';
import { badField } from './refusal.ts';

const FRAGMENT_LENGTH = 8;

/** A call the demo model makes of a tool it was offered. */
export interface ToolCall {
  id: string;
  name: string;
  /** The arguments as JSON, in the fragments in which they stream. */
  fragments: string[];
}

/**
 * The call a user asked for: of the tool that `tool_choice` or the words name, or of the first one when the words
 * only speak of a tool. Undefined when no tool is offered or none is asked for.
 */
export function toolCallFor(said: string, body: Fields): ToolCall | undefined {
  const tools = readTools(body['tools']);
  const chosen = chooseTool(said, tools, body['tool_choice']);
  if (chosen === undefined) return undefined;
  const json = JSON.stringify(argumentsFor(said, chosen.parameters));
  return {
    id: `call_${createHash('sha256').update(`${chosen.name} ${said}`).digest('hex').slice(0, 24)}`,
    name: chosen.name,
    fragments: json.match(new RegExp(`.{1,${FRAGMENT_LENGTH}}`, 'gsu')) ?? [],
  };
}

interface Tool {
  name: string;
  parameters: Fields;
}

function readTools(value: unknown): Tool[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw badField('tools', 'tools must be an array.');
  return value.map((tool: unknown, index) => {
    const declared = isFields(tool) ? tool['function'] : undefined;
    const name = isFields(declared) ? declared['name'] : undefined;
    if (!isFields(declared) || typeof name !== 'string') {
      throw badField(`tools[${index}].function.name`, 'Every tool needs a function with a name.');
    }
    const parameters = declared['parameters'];
    return { name, parameters: isFields(parameters) ? parameters : {} };
  });
}

function chooseTool(said: string, tools: Tool[], choice: unknown): Tool | undefined {
  if (choice === 'none') return undefined;
  if (choice === 'required') return namedIn(said, tools) ?? tools[0];
  if (isFields(choice)) return forcedTool(tools, choice);
  return namedIn(said, tools) ?? (/\btools?\b/i.test(said) ? tools[0] : undefined);
}

function forcedTool(tools: Tool[], choice: Fields): Tool {
  const wanted = choice['function'];
  const tool = tools.find(({ name }) => isFields(wanted) && wanted['name'] === name);
  if (tool === undefined) throw badField('tool_choice', 'tool_choice names a tool that is not among tools.');
  return tool;
}

function namedIn(said: string, tools: Tool[]): Tool | undefined {
  const words = said.toLowerCase().replaceAll(/[_-]/g, ' ');
  return tools.find(({ name }) => words.includes(name.toLowerCase().replaceAll(/[_-]/g, ' ')));
}

function argumentsFor(said: string, parameters: Fields): Record<string, unknown> {
  const properties = isFields(parameters['properties']) ? parameters['properties'] : {};
  const required = Array.isArray(parameters['required']) ? parameters['required'] : Object.keys(properties);
  const names = required.filter((name): name is string => typeof name === 'string');
  return Object.fromEntries(names.map((name) => [name, valueFor(said, properties[name])]));
}

function valueFor(said: string, schema: unknown): unknown {
  if (!isFields(schema)) return textIn(said);
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (schema['type'] === 'object') return argumentsFor(said, schema);
  return (values[String(schema['type'])] ?? textIn)(said);
}

const numberIn = (said: string): number => Number(/\d+/.exec(said)?.[0] ?? 1);

const values: Record<string, (said: string) => unknown> = {
  integer: numberIn,
  number: numberIn,
  boolean: () => true,
  array: () => [],
};

/** What a prompt puts in quotation marks, or the name after "in", "for", "of" or "about". */
function textIn(said: string): string {
  return (
    /["'`“]([^"'`”]+)["'`”]/.exec(said)?.[1] ?? /\b(?:in|for|of|about) (\p{Lu}[\p{L}-]*)/u.exec(said)?.[1] ?? 'demo'
  );
}

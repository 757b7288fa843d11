import type { Json } from '../json-schema.ts';

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every value of a key, however deep. */
export const valuesOf = (key: string, node: unknown): unknown[] =>
  isObject(node)
    ? Object.entries(node).flatMap(([name, value]) => [...(name === key ? [value] : []), ...valuesOf(key, value)])
    : [];

/** What a `#/…` pointer leads to. */
export function resolve(document: Json, pointer: string): unknown {
  const steps = pointer.slice(2).split('/');
  return steps.reduce<unknown>(
    (node, step) => (isObject(node) ? node[step.replaceAll('~1', '/')] : undefined),
    document,
  );
}

const lostRefs = (document: Json): string[] =>
  valuesOf('$ref', document)
    .map(String)
    .filter((pointer) => !pointer.startsWith('#/') || resolve(document, pointer) === undefined)
    .map((pointer) => `${pointer} leads nowhere`);

const repeated = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} is used twice`);

interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly security: readonly Json[];
  readonly responses: Json;
}

function operationFaults(document: Json, path: string, operation: OpenApiOperation): string[] {
  const { operationId: id, tags, parameters = [], security, responses } = operation;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string).sort();
  const declared = parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name);
  const known = Object.keys((resolve(document, '#/components/securitySchemes') ?? {}) as Json);
  const tagged = ((document['tags'] ?? []) as { name: string }[]).map(({ name }) => name);
  return [
    ...(inPath.join() === declared.sort().join() ? [] : [`${id} does not declare the parameters of ${path}`]),
    ...security
      .flatMap(Object.keys)
      .flatMap((name) => (known.includes(name) ? [] : [`${id} names no scheme: ${name}`])),
    ...tags.flatMap((tag) => (tagged.includes(tag) ? [] : [`${id} has an unknown tag`])),
    ...(Object.keys(responses).some((status) => status.startsWith('2')) ? [] : [`${id} never succeeds`]),
  ];
}

/** What is wrong with an OpenAPI document, in sentences. */
export function openApiFaults(document: Json): string[] {
  const operations = Object.entries(document['paths'] as Json).flatMap(([path, item]) =>
    Object.values(item as Json).map((operation) => ({ path, operation: operation as OpenApiOperation })),
  );
  return [
    ...(String(document['openapi']).startsWith('3.1.') ? [] : ['It is not OpenAPI 3.1']),
    ...lostRefs(document),
    ...repeated(operations.map(({ operation }) => operation.operationId)),
    ...operations.flatMap(({ path, operation }) => operationFaults(document, path, operation)),
  ];
}

interface AsyncApiOperation {
  readonly action: string;
  readonly channel: { readonly $ref: string };
  readonly messages: readonly { readonly $ref: string }[];
}

/** What is wrong with an AsyncAPI document, in sentences. */
export function asyncApiFaults(document: Json): string[] {
  const operations = Object.entries(document['operations'] as Record<string, AsyncApiOperation>);
  return [
    ...(String(document['asyncapi']).startsWith('3.') ? [] : ['It is not AsyncAPI 3']),
    ...lostRefs(document),
    ...operations.flatMap(([id, { action, channel, messages }]) => [
      ...(['send', 'receive'].includes(action) ? [] : [`${id} neither sends nor receives`]),
      ...messages
        .filter(({ $ref }) => !$ref.startsWith(`${channel.$ref}/messages/`))
        .map(({ $ref }) => `${id} has a message of another channel: ${$ref}`),
    ]),
  ];
}

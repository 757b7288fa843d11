/** As much of a CloudFormation template as the rules look at. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

export type Properties = Readonly<Record<string, unknown>>;

/** A resource with its logical id. */
export interface Named extends Resource {
  readonly id: string;
  readonly Properties: Properties;
}

/** Every resource of one of these types. */
export const resourcesOf = ({ Resources }: Template, ...types: readonly string[]): Named[] =>
  Object.entries(Resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([id, resource]) => ({ ...resource, id, Properties: resource.Properties ?? {} }));

/** The member of a value at a path; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const key of path) here = (here as Record<string | number, unknown> | null | undefined)?.[key];
  return here;
}

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** The logical id that a `Ref`, `Fn::GetAtt` or the ARN of one points to. */
export function referredBy(value: unknown): string | undefined {
  const ref = at(value, 'Ref');
  if (typeof ref === 'string') return ref;
  const attribute = at(value, 'Fn::GetAtt');
  return typeof attribute === 'string' ? attribute.split('.')[0] : (at(attribute, 0) as string | undefined);
}

/** A value as text: `Fn::Sub` and `Fn::Join` written out, other references as `${Name}`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const sub = at(value, 'Fn::Sub');
  if (sub !== undefined) return textOf(Array.isArray(sub) ? sub[0] : sub);
  const join = at(value, 'Fn::Join');
  if (Array.isArray(join)) return listOf(join[1]).map(textOf).join(String(join[0]));
  const referred = referredBy(value);
  return referred ? `\${${referred}}` : JSON.stringify(value);
}

/** A value that CloudFormation works out. */
export type Value = string | number | boolean | Intrinsic | readonly Value[] | { readonly [key: string]: Value };
export type Intrinsic =
  { readonly Ref: string } | { readonly 'Fn::GetAtt': readonly string[] } | { readonly 'Fn::Sub': string };

export interface Resource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: { readonly [name: string]: Value };
}
export type Resources = Readonly<Record<string, Resource>>;

export interface Template {
  readonly Description: string;
  readonly Parameters: Readonly<Record<string, { readonly Type: string; readonly Description: string }>>;
  readonly Resources: Resources;
  readonly Outputs: Readonly<Record<string, { readonly Description: string; readonly Value: Value }>>;
}

export const ref = (name: string): Intrinsic => ({ Ref: name });
export const attribute = (name: string, of: string): Intrinsic => ({ 'Fn::GetAtt': [name, of] });
export const sub = (text: string): Intrinsic => ({ 'Fn::Sub': text });

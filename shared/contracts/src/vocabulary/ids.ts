import * as z from 'zod';

/** A ULID in lower case (AWS names are lower case): minted for every accepted create, sorts by time, never reused. */
export const Uid = z.string().regex(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/, 'must be a ULID in lower case');

/** The name users and clients give a model. It stands in URLs, so it is one path segment without escapes. */
export const ModelId = z
  .string()
  .min(1)
  .max(128)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:@-]*$/,
    'must begin with a letter or digit and contain only letters, digits and . _ : @ -',
  );

/** What has its own CloudFormation stack. Part of the stack's name `lisa-{stage}-{kind}-{uid}`. */
export const StackKind = z.enum(['model', 'mcp-server', 'repository']);
export type StackKind = z.infer<typeof StackKind>;

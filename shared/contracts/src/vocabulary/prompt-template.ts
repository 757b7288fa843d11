import * as z from 'zod';

export const PromptTemplateType = z.enum(['persona', 'directive']);

/** `lisa:public` is everybody. */
export const publicGroup = 'lisa:public';

const SharedWith = z
  .string()
  .max(256)
  .regex(/^(lisa:public|group:.+)$/, 'must be lisa:public or group:<name>');

/** What its author says of a template. */
export const PromptTemplateText = z.object({
  title: z.string().trim().min(1).max(256),
  body: z.string().min(1).max(100_000),
  type: PromptTemplateType.default('persona'),
  groups: z.array(SharedWith).max(64).default([]).describe('None: private to its owner'),
});
export type PromptTemplateText = z.infer<typeof PromptTemplateText>;

/** A persona or a directive; every change is a new revision. */
export const PromptTemplate = PromptTemplateText.extend({
  id: z.string(),
  owner: z.string(),
  created: z.iso.datetime(),
  revision: z.int().positive(),
  latest: z.boolean(),
});
export type PromptTemplate = z.infer<typeof PromptTemplate>;

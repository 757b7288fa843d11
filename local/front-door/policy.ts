import * as z from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** What an authorizer may return. Conditions are not evaluated here, so a statement with one is refused as malformed. */
export const AuthorizerReply = z.object({
  principalId: z.coerce.string().optional(),
  policyDocument: z.object({
    Statement: z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]).pipe(
      z.array(
        z.strictObject({
          Sid: z.string().optional(),
          Effect: z.enum(['Allow', 'Deny']),
          Action: oneOrMore,
          Resource: oneOrMore,
        }),
      ),
    ),
  }),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type AuthorizerReply = z.infer<typeof AuthorizerReply>;

export type Verdict = 'allowed' | 'denied' | 'not allowed';

/** Judges one method ARN: an explicit Deny wins, and what nothing allows is not allowed. */
export function verdict({ policyDocument }: AuthorizerReply, methodArn: string): Verdict {
  const effects = policyDocument.Statement.filter(
    ({ Action, Resource }) =>
      Action.some((action) => covers(action.toLowerCase(), 'execute-api:invoke')) &&
      Resource.some((arn) => covers(arn, methodArn)),
  ).map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'denied';
  return effects.includes('Allow') ? 'allowed' : 'not allowed';
}

/** IAM wildcards: `*` is any text, slashes included; `?` is one character. */
function covers(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

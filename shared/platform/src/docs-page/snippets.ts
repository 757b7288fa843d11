import type { AnyRoute } from '@lisa/contracts/api/define-route';

/** Where a platform is reached, and the stage its parameters are stored under. */
export interface Place {
  readonly publicUrl: string;
  readonly stage: string;
}

/** Signs in at the platform's own user pool; the password is asked for, so that no shell remembers it. */
export const signIn = ({ stage }: Place): string => `read -rs -p 'Password: ' PASSWORD
CLIENT_ID=$(aws ssm get-parameter --name /lisa/${stage}/auth/user-pool/client-id \\
  --query Parameter.Value --output text)
export TOKEN=$(aws cognito-idp initiate-auth --client-id "$CLIENT_ID" \\
  --auth-flow USER_PASSWORD_AUTH \\
  --auth-parameters "USERNAME=you@example.com,PASSWORD=$PASSWORD" \\
  --query AuthenticationResult.IdToken --output text)`;

export const listModels = ({ publicUrl }: Place): string => `curl ${publicUrl}/v1/models \\
  -H "Authorization: Bearer $TOKEN"`;

export const streamByCurl = ({ publicUrl }: Place): string => `curl -N ${publicUrl}/v1/chat/completions \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "demo", "stream": true,
       "messages": [{"role": "user", "content": "Say hello."}]}'`;

export const streamByPython = ({ publicUrl }: Place): string => `import os
from openai import OpenAI

lisa = OpenAI(
    base_url="${publicUrl}/v1",
    api_key=os.environ["TOKEN"],
)
stream = lisa.chat.completions.create(
    model="demo",
    messages=[{"role": "user", "content": "Say hello."}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`;

export const streamByTypeScript = ({ publicUrl }: Place): string => `import OpenAI from 'openai';

const lisa = new OpenAI({
  baseURL: '${publicUrl}/v1',
  apiKey: process.env.TOKEN,
});
const stream = await lisa.chat.completions.create({
  model: 'demo',
  messages: [{ role: 'user', content: 'Say hello.' }],
  stream: true,
});
for await (const { choices } of stream) process.stdout.write(choices[0]?.delta.content ?? '');`;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** A route's example as a call one can paste. */
export function callByCurl({ method, path, access, example, body }: AnyRoute, { publicUrl }: Place): string {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => example?.params?.[name] ?? whole);
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${publicUrl}${filled}`,
    access !== 'public' && '-H "Authorization: Bearer $TOKEN"',
    body && '-H "Content-Type: application/json"',
    body && `-d ${quoted(pretty(example?.body)).replaceAll('\n', '\n  ')}`,
  ]
    .filter(Boolean)
    .join(' \\\n  ');
}

/** What the example is answered with; undefined where showing it says nothing. */
export const replyOf = ({ contentType, example }: AnyRoute): string | undefined =>
  contentType || !example ? undefined : pretty(example.reply);

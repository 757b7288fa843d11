const NAME = 'LISA’s scripted demo model';

interface Scene {
  asked: RegExp;
  answer: string;
}

const scenes: Scene[] = [
  {
    asked: /\b(who|what) are you\b|\byour name\b/i,
    answer: `I am ${NAME}. There is no neural network here: my answers are written down in advance, and I speak the OpenAI protocol so that you can try the whole platform without a GPU or a provider's key.`,
  },
  {
    asked: /\b(code|function|typescript|javascript|python|program)\b/i,
    answer: `${NAME} has one program to offer, a greeting in TypeScript:

\`\`\`ts
export function greet(name: string): string {
  return \`Hello, \${name}!\`;
}

console.log(greet('LISA'));
\`\`\`

What it shows:

- **typed** arguments and result,
- a *template literal*,
- \`export\`, so that a test can import it.`,
  },
  {
    asked: /\b(table|compare|versus|vs)\b/i,
    answer: `A table from ${NAME}:

| Kind of model | Where it runs | Reached |
| --- | --- | --- |
| self-hosted | your account, on GPUs | directly |
| provider | somebody else's | through LiteLLM |
| demo | this machine | like any other |`,
  },
  {
    asked: /\b(list|steps|plan|how (do|can|to)|explain)\b/i,
    answer: `${NAME} suggests three steps:

1. **Register** a model: its name, its endpoint, the groups that may use it.
2. **Wait** for \`InService\`: the route is then known to every router.
3. **Talk** to it with any OpenAI client, streaming or not.

After that, put a real model in my place.`,
  },
  {
    asked: /\b(hello|hi|hey|good (morning|afternoon|evening))\b/i,
    answer: `Hello! I am ${NAME}. Things to try:

- ask me for **code**, a **table** or a **list**;
- ask me to **think** first;
- offer me a *tool* and ask me to use it.`,
  },
];

/** The words that come before an answer when the user asks the model to think; otherwise none. */
export function thoughtsOn(said: string): string {
  if (!/\bthink\b/i.test(said)) return '';
  return 'The user wants me to think first. I look for the scene that fits the question, then I recite it.';
}

/** What the demo model answers; the same words always give the same answer. */
export function answerTo(said: string, turn: number): string {
  const scene = scenes.find(({ asked }) => asked.test(said));
  if (scene !== undefined) return scene.answer;
  return `${NAME} received message number ${turn} of this chat${said === '' ? '.' : `:\n\n> ${said}`}

I cannot reason about it, since I only recite. I do have answers about:

- **code**, with a highlighted block;
- a **table**;
- a **list** of steps;
- **who are you**.`;
}

/** What the demo model says once a tool has answered. */
export function answerToTool(result: string): string {
  return `${NAME} called the tool, and the tool answered:\n\n\`\`\`\n${result}\n\`\`\``;
}

/** So many numbered tokens, `t1 t2 …`, so that a reader notices a missing one. */
export function numberedTokens(count: number): string {
  return Array.from({ length: count }, (_, index) => `t${index + 1}`).join(' ');
}

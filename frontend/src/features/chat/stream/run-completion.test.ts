import { describe, expect, it } from '@jest/globals';
import { stepAll, waitingSince } from './machine.ts';
import type { Answer } from './machine.ts';
import { runCompletion } from './run-completion.ts';
import type { SendQuestion } from './run-completion.ts';

const never = new AbortController().signal;
const sse = (body: BodyInit): Response => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
const frame = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const delta = (part: object, finish: string | null = null): string =>
  frame({ id: 'c1', choices: [{ index: 0, delta: part, finish_reason: finish }] });

async function answerTo(send: SendQuestion, abort = never): Promise<Answer> {
  let answer = waitingSince(0);
  await runCompletion(send, abort, (signals) => {
    answer = stepAll(answer, signals, 1);
  });
  return answer;
}
const answered = (body: BodyInit): Promise<Answer> => answerTo(() => Promise.resolve(sse(body)));
const refused = (status: number, body: string, headers = {}): Promise<Answer> =>
  answerTo(() => Promise.resolve(new Response(body, { status, headers })));

describe('running a question', () => {
  it('collects text, reasoning, tool calls, usage and the reason of the end', async () => {
    const answer = await answered(
      delta({ role: 'assistant', content: '' }) +
        delta({ reasoning_content: 'Hm.' }) +
        delta({ content: 'Hel' }) +
        delta({ content: 'lo' }) +
        delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'add', arguments: '{' } }] }) +
        delta({ tool_calls: [{ index: 0, function: { arguments: '}' } }] }) +
        delta({}, 'tool_calls') +
        frame({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } }) +
        frame('[DONE]'),
    );

    expect(answer).toMatchObject({
      phase: 'done',
      cut: false,
      text: 'Hello',
      reasoning: 'Hm.',
      toolCalls: [{ id: 'a', name: 'add', args: '{}' }],
      usage: { promptTokens: 3, completionTokens: 4, totalTokens: 7 },
      finishReason: 'tool_calls',
    });
  });

  it('marks what a guardrail answered', async () => {
    const chunk = {
      id: 'guardrail-response',
      choices: [{ index: 0, delta: { content: 'No.' }, finish_reason: 'stop' }],
    };

    const answer = await answered(frame(chunk) + frame('[DONE]'));

    expect(answer).toMatchObject({ guardrailTriggered: true, text: 'No.' });
  });

  it('understands an answer that did not stream', async () => {
    const whole = { choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }] };

    const answer = await answerTo(() => Promise.resolve(Response.json(whole)));

    expect(answer).toMatchObject({ phase: 'done', text: 'Hello', cut: false });
  });

  it('collects pictures that come as data, and makes a link of one that lies somewhere else', async () => {
    const image = (url: string) => ({ type: 'image_url', image_url: { url } });
    const picture = 'data:image/png;base64,iVBORw0KGgo=';

    const answer = await answered(
      delta({ content: 'Here:', images: [image(picture), image('https://example.com/a.png'), image('javascript:x')] }) +
        delta({ content: [{ type: 'text', text: ' done' }, image(picture)] }, 'stop'),
    );

    expect(answer.images).toEqual([picture, picture]);
    expect(answer.text).toBe('Here:\n\n![Picture](<https://example.com/a.png>)\n\n done');
  });

  it('takes a page of a proxy for no answer, and says so', async () => {
    const page = new Response('<html>Sign in to this network</html>', { headers: { 'content-type': 'text/html' } });

    const answer = await answerTo(() => Promise.resolve(page));

    expect(answer).toMatchObject({ phase: 'failed', text: '', failure: { title: 'The model could not be reached.' } });
  });

  it('is the same whether a proxy hands it over at once or in pieces that cut characters', async () => {
    const whole = new TextEncoder().encode(
      delta({ content: 'Größe 😀' }) + delta({ content: ' Ende' }, 'stop') + frame('[DONE]'),
    );
    const inPieces = (size: number): ReadableStream<Uint8Array> =>
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < whole.length; at += size) controller.enqueue(whole.slice(at, at + size));
          controller.close();
        },
      });

    for (const size of [whole.length, 7, 1]) {
      expect(await answered(inPieces(size))).toMatchObject({ phase: 'done', cut: false, text: 'Größe 😀 Ende' });
    }
  });

  it('shows a stream that breaks off inside a chunk as cut', async () => {
    const answer = await answered(delta({ content: 'Hel' }) + 'data: {"choices":[{"delta":{"con');

    expect(answer).toMatchObject({ phase: 'done', cut: true, text: 'Hel' });
  });

  it('keeps what came before an error in the middle of the stream', async () => {
    const error = { error: { message: 'upstream gone', type: 'server_error', code: '503' } };

    const answer = await answered(delta({ content: 'Hel' }) + frame(error) + delta({ content: 'never' }));

    expect(answer).toMatchObject({
      phase: 'failed',
      text: 'Hel',
      failure: { remedy: 'retry', detail: 'upstream gone' },
    });
  });

  it('says that the model failed if an error in the middle names no reason', async () => {
    const answer = await answered(
      delta({ content: 'Hel' }) + frame({ error: { message: 'boom', type: 'server_error' } }),
    );

    expect(answer.failure).toMatchObject({ title: 'The model failed while it answered.', detail: 'boom' });
  });

  it('reports a network that is not there, or breaks, as a lost connection', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) });

    const answers = [await answerTo(() => Promise.reject(new TypeError('Failed to fetch'))), await answered(broken)];

    for (const answer of answers) expect(answer.failure?.title).toBe('The connection was lost.');
  });
});

describe('a refusal', () => {
  it.each([
    [401, '{"error":"Unauthorized","message":"Not authenticated"}', 'sign-in', 'Your sign-in has ended.'],
    [403, '"Forbidden"', 'ask-administrator', 'You may not do this.'],
    [
      404,
      '{"error":{"message":"x","code":"model_not_found"}}',
      'choose-model',
      'This model is not available to you any more.',
    ],
    [413, '<html>too large</html>', 'shorten', 'The question is too large to send.'],
    [429, '{"error":{"message":"x","code":"rate_limit_exceeded"}}', 'retry', 'Too many questions in a short time.'],
    [429, '{"error":{"message":"x","type":"budget_exceeded"}}', 'ask-administrator', 'Your budget is used up.'],
    [502, '', 'retry', 'The model could not be reached.'],
    [503, 'x', 'retry', 'The service is busy or restarting.'],
    [500, '{}', 'retry', 'The model could not be reached.'],
    [
      400,
      '{"error":{"message":"maximum context length is 4096"}}',
      'shorten',
      'The conversation is longer than this model can read.',
    ],
    [400, '{"error":{"message":"bad temperature"}}', 'choose-model', 'The model did not accept the question.'],
  ])('%i %s becomes a sentence with the remedy %s', async (status, body, remedy, title) => {
    const answer = await refused(status, body);

    expect(answer).toMatchObject({ phase: 'failed', failure: { remedy, title } });
  });

  it('says how long to wait', async () => {
    expect((await refused(429, '{}', { 'retry-after': '7' })).failure?.retryAfter).toBe(7);
    expect((await refused(503, '', { 'retry-after': 'soon' })).failure?.retryAfter).toBeUndefined();
  });
});

describe('stopping', () => {
  it('is effective at once while the server says nothing at all', async () => {
    const abort = new AbortController();
    const running = answerTo(() => new Promise<Response>(() => undefined), abort.signal);

    abort.abort();

    expect((await running).phase).toBe('stopped');
  });

  it('keeps what came and takes nothing more', async () => {
    const abort = new AbortController();
    const texts: string[] = [];
    let write = (_: string): void => undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        write = (chunk) => controller.enqueue(new TextEncoder().encode(chunk));
      },
    });
    const arrived = Promise.withResolvers<void>();
    const running = runCompletion(
      () => Promise.resolve(sse(body)),
      abort.signal,
      (signals) => {
        texts.push(...signals.map((signal) => (signal.kind === 'text' ? signal.text : signal.kind)));
        arrived.resolve();
      },
    );

    write(delta({ content: 'Hel' }));
    await arrived.promise;
    abort.abort();
    await running;

    expect(texts).toEqual(['Hel', 'stop']);
  });
});

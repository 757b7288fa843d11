import { describe, expect, it } from '@jest/globals';
import { attachedTo, contentOf, wordsOf } from './chat-message.ts';
import type { ChatMessage } from './chat-message.ts';
import { requestOf } from './request.ts';
import { defaultSettings } from './settings.ts';

const model = { modelId: 'm', streams: true, readsImages: false, reasons: false, contextWindow: null };
const human = (content: ChatMessage['content']): ChatMessage => ({ id: 'q', type: 'human', content });
const ai = (content: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id: 'a',
  type: 'ai',
  content,
  ...more,
});

describe('asking a model', () => {
  it('sends a summary in the place of what was said before it, and of several the last', () => {
    const summary = (content: string): ChatMessage => ({ id: content, type: 'summary', content });
    const settings = { ...defaultSettings, systemPrompt: 'Be brief.' };
    const messages = [human('Old'), summary('First.'), human('Later'), summary('Second.'), human('New')];

    expect(requestOf(messages, settings, model)).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.\n\nSummary of the conversation so far:\nSecond.' },
        { role: 'user', content: 'New' },
      ],
    });
  });

  it('sends the system prompt first, then the conversation, and only what was set', () => {
    const settings = { ...defaultSettings, systemPrompt: 'Be brief.', temperature: 0 };

    expect(requestOf([human('Hi'), ai('Hello'), human('More')], settings, model)).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
        { role: 'user', content: 'More' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
    });
  });

  it('leaves out what a guardrail refused, with its question, and empty answers', () => {
    const messages = [human('bad'), ai('No.', { guardrailTriggered: true }), human('Hi'), ai(''), human('More')];

    expect(requestOf(messages, defaultSettings, model)).toMatchObject({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'user', content: 'More' },
      ],
    });
  });

  it('sends images to models that read them, and words in their place to others', () => {
    const question = human(
      contentOf('What is it?', [{ kind: 'image', name: 'a.png', url: 'data:image/png;base64,AA' }]),
    );

    const [seeing, blind] = [true, false].map((readsImages) =>
      requestOf([question], defaultSettings, { ...model, readsImages }),
    );

    expect(seeing).toMatchObject({ messages: [{ content: [{ type: 'image_url' }, { text: 'What is it?' }] }] });
    expect(blind).toMatchObject({ messages: [{ content: [{ type: 'text' }, { text: 'What is it?' }] }] });
  });

  it('asks a model for effort only if it reasons, and for a stream only if it streams', () => {
    const settings = { ...defaultSettings, reasoningEffort: 'high' as const };

    const body: unknown = JSON.parse(JSON.stringify(requestOf([human('Hi')], settings, { ...model, streams: false })));

    expect(body).not.toHaveProperty('stream');
    expect(body).not.toHaveProperty('reasoning_effort');
  });
});

describe('what is attached to a question', () => {
  it('is found again, apart from its words', () => {
    const attached = [
      { kind: 'text', name: 'notes.md', text: '# One\n\nTwo' },
      { kind: 'image', name: 'a.png', url: 'data:image/png;base64,AA' },
    ] as const;
    const question = human(contentOf('Read this.', attached));

    expect(wordsOf(question)).toBe('Read this.');
    expect(attachedTo(question)).toEqual(attached);
  });
});

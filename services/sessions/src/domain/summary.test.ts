import { describe, expect, it } from '@jest/globals';
import type { StoredMessage } from '@lisa/contracts/vocabulary/message';
import { pathToLast, promptWithSummary, summaryPrompt, toSummarise } from './summary.ts';

const said = (id: string, fields: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  type: 'human',
  content: id,
  sessionId: 's',
  messageIndex: 0,
  createdAt: '2026-11-21T14:00:00.000Z',
  ...fields,
});
const after = (id: string, parentId: string | null): StoredMessage => said(id, { metadata: { parentId } });
const idsOf = (messages: readonly StoredMessage[]) => messages.map(({ id }) => id);

describe('the path to the last message', () => {
  it('is the list as it is when nothing names what it follows', () => {
    expect(idsOf(pathToLast([said('q1'), said('a1'), said('q2')]))).toEqual(['q1', 'a1', 'q2']);
  });

  it('leaves out other versions', () => {
    const messages = [said('q1'), said('a1'), said('q2'), said('a2'), after('q2b', 'a1'), after('a2b', 'q2b')];

    expect(idsOf(pathToLast(messages))).toEqual(['q1', 'a1', 'q2b', 'a2b']);
    expect(idsOf(pathToLast([...messages, after('q1b', null)]))).toEqual(['q1b']);
  });

  it('goes on before a message whose parent is not there', () => {
    expect(idsOf(pathToLast([said('a1'), after('q2', 'gone')]))).toEqual(['a1', 'q2']);
  });
});

describe('what a summary covers', () => {
  it('is everything but the system message at first, and later what came since the last summary, with it', () => {
    const first = [said('s', { type: 'system' }), said('q1'), said('a1')];
    const later = [...first, said('sum', { type: 'summary' }), said('q2')];

    expect(idsOf(toSummarise(first))).toEqual(['q1', 'a1']);
    expect(idsOf(toSummarise(later))).toEqual(['sum', 'q2']);
  });

  it('is told with who said it, images by name, and without what a guardrail refused', () => {
    const { transcript } = summaryPrompt([
      said('sum', { type: 'summary', content: 'Earlier.' }),
      said('q', {
        content: [
          { type: 'image_url', image_url: { url: '' } },
          { type: 'text', text: 'What is it?' },
        ],
      }),
      said('a', { type: 'ai', content: 'A dot.' }),
      said('x', { content: 'refused', guardrailTriggered: true }),
    ]);

    expect(transcript).toBe(
      '<conversation>\nSummary so far: Earlier.\n\nPerson: [an image]\nWhat is it?\n\nAssistant: A dot.\n</conversation>',
    );
  });
});

describe('the prompt after a summary', () => {
  it.each([
    ['Be brief.', 'Be brief.\n\nSummary of the conversation so far:\nIt was long.'],
    [' ', 'Summary of the conversation so far:\nIt was long.'],
  ])('begins with the system prompt %j', (systemPrompt, expected) => {
    expect(promptWithSummary(systemPrompt, 'It was long.')).toBe(expected);
  });
});

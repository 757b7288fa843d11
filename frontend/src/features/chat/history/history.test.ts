import type { SessionSummary } from '@lisa/contracts/vocabulary/session';
import { describe, expect, it } from '@jest/globals';
import { asJson, asMarkdown, fileNameOf } from './export-conversation.ts';
import { groupedByDay, matching, titleOf } from './session-groups.ts';

const now = new Date(2026, 10, 21, 9, 30);
const aSession = (sessionId: string, changed: Date, name: string | null = null): SessionSummary => ({
  sessionId,
  name,
  firstHumanMessage: `What is ${sessionId}?`,
  startTime: changed.toISOString(),
  createTime: changed.toISOString(),
  lastUpdated: changed.toISOString(),
  isEncrypted: false,
  projectId: null,
  totalTokensUsed: 0,
  compactionMessageIndex: null,
  tokensUsedSinceCompaction: 0,
});

describe('the list of conversations', () => {
  it('is grouped by days of this browser, the last changed first', () => {
    const sessions = [
      aSession('older', new Date(2025, 0, 1)),
      aSession('late', new Date(2026, 10, 20, 23, 59)),
      aSession('early', new Date(2026, 10, 21, 0, 1)),
      aSession('now', now),
      aSession('week', new Date(2026, 10, 15)),
    ];

    expect(
      groupedByDay(sessions, now).map(({ title, sessions: all }) => [title, all.map(({ sessionId }) => sessionId)]),
    ).toEqual([
      ['Today', ['now', 'early']],
      ['Yesterday', ['late']],
      ['Last 7 days', ['week']],
      ['Older', ['older']],
    ]);
  });

  it('finds every word in a name or in the beginning', () => {
    const sessions = [aSession('quorum', now, 'About consensus'), aSession('paxos', now)];

    expect(matching(sessions, ' QUORUM about ').map(({ sessionId }) => sessionId)).toEqual(['quorum']);
    expect(matching(sessions, '')).toHaveLength(2);
  });

  it('calls a conversation by its name, its first line, or new', () => {
    expect(titleOf({ name: 'N', firstHumanMessage: 'x' })).toBe('N');
    expect(titleOf({ name: null, firstHumanMessage: 'First\nsecond' })).toBe('First');
    expect(titleOf({ name: null, firstHumanMessage: '' })).toBe('New conversation');
  });
});

describe('exporting a conversation', () => {
  const exported = {
    sessionId: 's',
    name: 'Quorums',
    messages: [
      { id: 'q', type: 'human', content: 'Hi' },
      { id: 'a', type: 'ai', content: 'First', metadata: { modelName: 'demo' } },
      { id: 'b', type: 'ai', content: 'Second', metadata: { modelName: 'demo', parentId: 'q' } },
    ],
  } as const;

  it('writes the newest version as Markdown and all of them as JSON', () => {
    expect(asMarkdown(exported)).toBe('# Quorums\n\n## You\n\nHi\n\n## demo\n\nSecond\n');
    expect(JSON.parse(asJson(exported))).toEqual(exported);
  });

  it.each([
    ['What is “a/b”?', 'What-is-ab.md'],
    ['漢字', 'conversation.md'],
  ])('names the file of %s %s', (name, file) => {
    expect(fileNameOf(name, 'md')).toBe(file);
  });
});

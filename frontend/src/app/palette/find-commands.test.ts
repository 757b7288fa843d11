import { describe, expect, it } from '@jest/globals';
import type { Command } from '../../ui/commands.ts';
import { findCommands } from './find-commands.ts';

const aCommand = (words: string, group: string, also?: string): Command => ({
  id: words,
  words,
  group,
  act: () => undefined,
  ...(also !== undefined && { also }),
});
const wordsOf = (commands: readonly Command[]): string[] => commands.map(({ words }) => words);

const commands = [
  aCommand('New chat', 'Actions'),
  aCommand('Sign out', 'Actions', 'leave'),
  ...Array.from({ length: 12 }, (_, index) => aCommand(`Quorum ${index}`, 'Conversations')),
  aCommand('The quorum page', 'Pages'),
];

describe('finding a command', () => {
  it('begins with the first of every group', () => {
    expect(wordsOf(findCommands(commands, ' '))).toEqual([
      'New chat',
      'Sign out',
      'Quorum 0',
      'Quorum 1',
      'Quorum 2',
      'Quorum 3',
      'Quorum 4',
      'The quorum page',
    ]);
  });

  it('wants every word, wherever it stands, and keeps groups together with the best first', () => {
    expect(wordsOf(findCommands(commands, 'chat new'))).toEqual(['New chat']);
    expect(wordsOf(findCommands(commands, 'leave'))).toEqual(['Sign out']);
    expect(wordsOf(findCommands(commands, 'the quo'))).toEqual(['The quorum page']);
    expect(wordsOf(findCommands(commands, 'quorum')).slice(-2)).toEqual(['Quorum 7', 'The quorum page']);
    expect(findCommands(commands, 'nothing like it')).toEqual([]);
  });
});

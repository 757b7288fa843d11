import { Configuration } from '@lisa/contracts/vocabulary/configuration';
import { describe, expect, it } from '@jest/globals';
import { changesBetween } from './switches.ts';

const before = Configuration.parse({});

describe('comparing two configurations', () => {
  it('finds nothing between equals', () => {
    expect(changesBetween(before, Configuration.parse({}))).toEqual([]);
  });

  it('names what changed in the words of the page', () => {
    const after = Configuration.parse({
      enabledComponents: { encryptSession: true },
      announcement: { isEnabled: true, message: 'News' },
      global: { defaultModel: 'demo' },
    });

    expect(changesBetween(before, after)).toEqual([
      { what: 'Encrypt conversations', from: 'off', to: 'on' },
      { what: 'Announcement', from: 'off', to: 'News' },
      { what: 'Default model', from: 'none', to: 'demo' },
    ]);
  });
});

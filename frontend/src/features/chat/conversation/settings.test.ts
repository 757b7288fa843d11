import { ConversationConfiguration } from '@lisa/contracts/vocabulary/session';
import { describe, expect, it } from '@jest/globals';
import { ChatSettings, configurationOf, defaultSettings, permitted, settingsOf } from './settings.ts';

const everything = ChatSettings.parse({
  modelId: 'm',
  systemPrompt: 'x',
  maxTokens: 5,
  temperature: 0.5,
  topP: 1,
  frequencyPenalty: -1,
  presencePenalty: 2,
  seed: 7,
  stop: ['a'],
  reasoningEffort: 'high',
  streams: false,
  showsMarkdown: false,
  showsThoughts: false,
  showsDetails: true,
});

describe('storing settings with a conversation', () => {
  it('gives every one of them back', () => {
    const stored = ConversationConfiguration.parse(configurationOf(everything, { modelName: 'M' }));

    expect(settingsOf(stored)).toEqual(everything);
  });

  it('gives the defaults for what another client stored out of range', () => {
    const stored = ConversationConfiguration.parse({ sessionConfiguration: { modelArgs: { temperature: 9 } } });

    expect(settingsOf(stored)).toEqual(defaultSettings);
  });
});

describe('settings that administrators keep to themselves', () => {
  it('have no effect: arguments', () => {
    expect(permitted(everything, { editKwargs: false, editPromptTemplate: true })).toEqual({
      ...defaultSettings,
      modelId: 'm',
      systemPrompt: 'x',
      streams: false,
      showsMarkdown: false,
      showsThoughts: false,
      showsDetails: true,
    });
  });

  it('have no effect: the system prompt', () => {
    const settings = permitted(everything, { editKwargs: true, editPromptTemplate: false });

    expect(settings).toEqual({ ...everything, systemPrompt: '' });
  });

  it('count as they are while everything may be edited', () => {
    expect(permitted(everything, { editKwargs: true, editPromptTemplate: true })).toEqual(everything);
  });
});

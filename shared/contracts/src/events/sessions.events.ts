import * as z from 'zod';
import { Configuration, ConfigScope } from '../vocabulary/configuration.ts';
import { SessionId } from '../vocabulary/session.ts';
import { defineEvent } from './define-event.ts';

const owner = 'sessions';

export const SessionDeleted = defineEvent({
  name: 'SessionDeleted',
  owner,
  version: 1,
  summary: 'A person deleted a conversation; nobody can read it any more.',
  data: z.object({ sessionId: SessionId, userId: z.string().min(1).describe('Stable user name of its owner') }),
  example: { sessionId: '5f0f7a1e-54c7-4f0c-9a53-0f1f6c1f8a11', userId: 'c0ffee00-1234-4567-89ab-000000000001' },
});

export const ConfigurationChanged = defineEvent({
  name: 'ConfigurationChanged',
  owner,
  version: 1,
  summary: 'An administrator changed the configuration, or it is published again.',
  data: z.object({
    configScope: ConfigScope,
    versionId: z.int().nonnegative().describe('Rises with every change; readers keep the greatest'),
    configuration: Configuration,
  }),
  example: { configScope: 'global', versionId: 1, configuration: {} },
});

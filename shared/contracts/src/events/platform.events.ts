import * as z from 'zod';
import { StackKind, Uid } from '../vocabulary/ids.ts';
import { defineEvent } from './define-event.ts';

const owner = 'platform';
const settledStack = z.object({
  kind: StackKind,
  uid: Uid,
  generation: z.int().nonnegative().describe('From the client request token; 0 when somebody else changed the stack'),
  stackStatus: z.string().describe('The CloudFormation status behind this fact'),
});
const example = { kind: 'model', uid: '01ky3m7r9t4v2c8q5h3n6w0e1z', generation: 1 } as const;

export const StackReady = defineEvent({
  name: 'StackReady',
  owner,
  version: 1,
  summary: 'The stack of a hosted thing was created or updated.',
  data: settledStack,
  example: { ...example, stackStatus: 'CREATE_COMPLETE' },
});

export const StackFailed = defineEvent({
  name: 'StackFailed',
  owner,
  version: 1,
  summary: 'The stack of a hosted thing failed or was rolled back.',
  data: settledStack.extend({ reason: z.string().optional() }),
  example: { ...example, stackStatus: 'ROLLBACK_COMPLETE', reason: 'Resource creation cancelled' },
});

export const StackGone = defineEvent({
  name: 'StackGone',
  owner,
  version: 1,
  summary: 'The stack of a hosted thing was deleted.',
  data: settledStack,
  example: { ...example, generation: 2, stackStatus: 'DELETE_COMPLETE' },
});

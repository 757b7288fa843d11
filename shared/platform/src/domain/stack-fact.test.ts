import { describe, expect, it } from '@jest/globals';
import { stackFact } from './stack-fact.ts';

const uid = '01ky3m7r9t4v2c8q5h3n6w0e1z';
const idOf = (name: string) => `arn:aws:cloudformation:us-east-1:000000000000:stack/${name}/8f1c`;
const ofModel = (status: string, clientRequestToken?: string) =>
  stackFact('dev', { stackId: idOf(`lisa-dev-model-${uid}`), status, reason: 'because', clientRequestToken });

describe('translating a stack status', () => {
  it.each([
    ['CREATE_COMPLETE', 'StackReady'],
    ['UPDATE_COMPLETE', 'StackReady'],
    ['CREATE_FAILED', 'StackFailed'],
    ['ROLLBACK_COMPLETE', 'StackFailed'],
    ['ROLLBACK_FAILED', 'StackFailed'],
    ['UPDATE_ROLLBACK_COMPLETE', 'StackFailed'],
    ['DELETE_FAILED', 'StackFailed'],
    ['DELETE_COMPLETE', 'StackGone'],
  ])('says what %s means', (status, name) => {
    expect(ofModel(status)?.name).toBe(name);
  });

  it.each(['CREATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'REVIEW_IN_PROGRESS'])(
    'says nothing while the stack is still moving: %s',
    (status) => {
      expect(ofModel(status)).toBeUndefined();
    },
  );

  it('reads kind, uid and generation from name and token', () => {
    expect(ofModel('CREATE_COMPLETE', `${uid}-7`)?.data).toMatchObject({ kind: 'model', uid, generation: 7 });
  });

  it('carries the correlation of the request that the operation was done for, if its token names one', () => {
    const fact = ofModel('CREATE_COMPLETE', `${uid}-7-0e0a2d4c-6a2f-4b57-9f0d-2f4f3a1f5c11`);

    expect(fact).toMatchObject({ data: { generation: 7 }, correlationId: '0e0a2d4c-6a2f-4b57-9f0d-2f4f3a1f5c11' });
    expect(ofModel('CREATE_COMPLETE', `${uid}-7`)?.correlationId).toBeUndefined();
  });

  it('takes generation 0 for a change somebody else made', () => {
    expect(ofModel('UPDATE_COMPLETE', 'Console-Update-1')?.data.generation).toBe(0);
    expect(ofModel('UPDATE_COMPLETE')?.data.generation).toBe(0);
  });

  it('keeps the reason of a failure only', () => {
    expect(ofModel('ROLLBACK_COMPLETE')?.data.reason).toBe('because');
    expect(ofModel('CREATE_COMPLETE')?.data.reason).toBeUndefined();
  });

  it.each([
    'lisa-models-dev',
    `lisa-prod-model-${uid}`,
    `lisa-dev-worker-${uid}`,
    `lisa-dev-model-${uid}0`,
    `lisa-dev-eu-model-${uid}`,
  ])('passes over the stack %s', (name) => {
    expect(stackFact('dev', { stackId: idOf(name), status: 'CREATE_COMPLETE' })).toBeUndefined();
  });
});

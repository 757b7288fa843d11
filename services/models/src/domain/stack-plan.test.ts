import { describe, expect, it } from '@jest/globals';
import { unclear, type Stack } from '@lisa/contracts/vocabulary/stack';
import { aHostedModel } from '../../test/fakes.ts';
import { isOutdated, planFor, verdictOn } from './stack-plan.ts';

const generation = 3;
const ours = (status: string): Stack => ({ status, generation, outputs: {} });
const earlier = (status: string): Stack => ({ status, generation: 2, outputs: {} });
const runs = aHostedModel({ generation, status: 'Updating' });
const stops = aHostedModel({ generation, status: 'Stopping', desired: 'stopped' });
const leaves = aHostedModel({ generation, status: 'Deleting', desired: 'gone' });
const goesBack = aHostedModel({ generation, status: 'Updating', setback: 'The change was taken back: it exits' });

describe('reading a stack', () => {
  const at = 1_000_000;
  const soon = at + 3000;
  const told = aHostedModel({ generation, stackEnded: { generation: 2, at } });
  const toldOfOther = aHostedModel({ generation, stackEnded: { generation: 0, at } });
  const byHand: Stack = { status: 'UPDATE_IN_PROGRESS', generation: 0, outputs: {} };

  it.each([
    ['contradicts itself', told, ours(unclear), soon, true],
    ['moves although its end was told', told, earlier('UPDATE_IN_PROGRESS'), soon, true],
    ['moves although it was long told: it moves again', told, earlier('UPDATE_IN_PROGRESS'), at + 60_001, false],
    ['moves, and no end was told', aHostedModel({ generation }), earlier('UPDATE_IN_PROGRESS'), soon, false],
    ['moves for a later operation', told, ours('UPDATE_IN_PROGRESS'), soon, false],
    ['moves for somebody else', told, byHand, soon, false],
    ['moves for somebody else whose end was told', toldOfOther, byHand, soon, true],
    ['moves, and somebody else’s end was told', toldOfOther, ours('UPDATE_IN_PROGRESS'), soon, false],
    ['rests', told, earlier('UPDATE_COMPLETE'), soon, false],
  ])('that %s: %#', (_, model, stack, now, outdated) => {
    expect(isOutdated(model, stack, now)).toBe(outdated);
  });
});

describe('planning what is to be done with a stack', () => {
  it.each([
    ['is missing', runs, undefined, 'create'],
    ['is missing', leaves, undefined, 'rest'],
    ['was created earlier', runs, earlier('CREATE_COMPLETE'), 'update'],
    ['was created earlier', stops, earlier('CREATE_COMPLETE'), 'update'],
    ['was created earlier', leaves, earlier('CREATE_COMPLETE'), 'remove'],
    ['was changed back', runs, earlier('UPDATE_ROLLBACK_COMPLETE'), 'update'],
    ['is as it was ordered', runs, ours('UPDATE_COMPLETE'), 'rest'],
    ['failed as it was ordered', runs, ours('UPDATE_ROLLBACK_COMPLETE'), 'rest'],
    ['could not be created', runs, earlier('CREATE_FAILED'), 'give up'],
    ['was rolled back', runs, earlier('ROLLBACK_COMPLETE'), 'give up'],
    ['was rolled back', leaves, earlier('ROLLBACK_COMPLETE'), 'remove'],
    ['cannot be changed back', runs, earlier('UPDATE_ROLLBACK_FAILED'), 'give up'],
    ['could not be removed', leaves, earlier('DELETE_FAILED'), 'remove'],
    ['could not be removed now', leaves, ours('DELETE_FAILED'), 'rest'],
  ])('a stack that %s: %#', (_, model, stack, plan) => {
    expect(planFor(model, stack)).toBe(plan);
  });

  it.each([
    ['its own operation', runs, ours('CREATE_IN_PROGRESS'), 'wait'],
    ['its own removal', leaves, ours('DELETE_IN_PROGRESS'), 'wait'],
    ['a creation before its delete', leaves, earlier('CREATE_IN_PROGRESS'), 'remove'],
    ['a creation before its change', runs, earlier('CREATE_IN_PROGRESS'), 'wait for other'],
    ['a change before its delete', leaves, earlier('UPDATE_IN_PROGRESS'), 'cancel'],
    ['a change that it goes back from', goesBack, earlier('UPDATE_IN_PROGRESS'), 'cancel'],
    ['a change before another try', runs, earlier('UPDATE_IN_PROGRESS'), 'wait for other'],
    ['a change that is being undone', leaves, earlier('UPDATE_ROLLBACK_IN_PROGRESS'), 'wait for other'],
    ['the cleanup after a change', leaves, earlier('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'), 'wait for other'],
    ['a removal', leaves, earlier('DELETE_IN_PROGRESS'), 'wait for other'],
  ])('a stack that is on the move for %s', (_, model, stack, plan) => {
    expect(planFor(model, stack)).toBe(plan);
  });
});

describe('judging a stack that a workflow waits for', () => {
  const wait = { token: 't', generation, looksAgain: false };

  it.each([
    [runs, ours('CREATE_COMPLETE'), 'done'],
    [runs, ours('UPDATE_COMPLETE'), 'done'],
    [runs, ours('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'), 'not yet'],
    [runs, ours('UPDATE_ROLLBACK_COMPLETE'), 'failed'],
    [runs, ours('CREATE_FAILED'), 'failed'],
    [runs, earlier('UPDATE_COMPLETE'), 'not yet'],
    [runs, undefined, 'not yet'],
    [leaves, undefined, 'done'],
    [leaves, ours('DELETE_IN_PROGRESS'), 'not yet'],
    [leaves, ours('DELETE_FAILED'), 'failed'],
    [leaves, earlier('CREATE_COMPLETE'), 'not yet'],
  ] as const)('%#', (model, stack, verdict) => {
    expect(verdictOn(stack, model, wait)).toBe(verdict);
  });

  it.each([
    [leaves, earlier('CREATE_COMPLETE'), 'look again'],
    [leaves, earlier('CREATE_IN_PROGRESS'), 'look again'],
    [leaves, ours('DELETE_IN_PROGRESS'), 'not yet'],
    [leaves, earlier('UPDATE_IN_PROGRESS'), 'not yet'],
    [runs, undefined, 'look again'],
    [runs, earlier('CREATE_COMPLETE'), 'look again'],
    [runs, ours('UPDATE_IN_PROGRESS'), 'not yet'],
    [runs, ours('UPDATE_COMPLETE'), 'done'],
  ] as const)('looks again when a wait is overdue and nothing of its own is under way: %#', (model, stack, verdict) => {
    expect(verdictOn(stack, model, wait, true)).toBe(verdict);
  });

  it.each([
    [leaves, earlier('UPDATE_ROLLBACK_COMPLETE'), 'look again'],
    [leaves, earlier('UPDATE_ROLLBACK_IN_PROGRESS'), 'not yet'],
    [leaves, undefined, 'done'],
    [runs, undefined, 'look again'],
  ] as const)('looks again when the operation of somebody else has ended: %#', (model, stack, verdict) => {
    expect(verdictOn(stack, model, { ...wait, looksAgain: true })).toBe(verdict);
  });
});

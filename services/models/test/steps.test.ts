import { describe, expect, it } from '@jest/globals';
import { stepsNamedIn, type Workflow } from '@lisa/testing/run-workflow';
import { deploySteps, modelSteps } from '../src/workflows/model-steps.ts';
import { inMemoryPorts } from './fakes.ts';
import { workflows } from './simulation/workflows.ts';

/** The steps that states call of one function, by its placeholder; a state with a token names it beside its payload. */
const namedFor = (placeholder: string): Set<string> =>
  new Set(
    Object.values(workflows).flatMap((workflow) => {
      const own = Object.entries(workflow.States).filter(([, state]) => JSON.stringify(state).includes(placeholder));
      return stepsNamedIn({ ...workflow, States: Object.fromEntries(own) } satisfies Workflow);
    }),
  );

describe('a table of steps', () => {
  it('has every step that a workflow calls of it, and no other', () => {
    expect(new Set(Object.keys(modelSteps(inMemoryPorts())))).toEqual(namedFor('${Steps}'));
  });

  it('that changes stacks has one more, for the sweep', () => {
    const called = [...namedFor('${Deploy}'), 'RemoveOrphan'];

    expect(Object.keys(deploySteps(inMemoryPorts())).sort()).toEqual(called.sort());
  });
});

import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { stepsNamedIn, workflowIn } from '@lisa/testing/run-workflow';
import { modelSteps } from '../src/workflows/model-steps.ts';
import { inMemoryPorts } from './fakes.ts';

it('has every step that a workflow names, and no other', () => {
  const folder = join(import.meta.dirname, '../src/workflows');
  const named = globSync('*/*.asl.yml', { cwd: folder }).flatMap((file) =>
    stepsNamedIn(workflowIn(join(folder, file))),
  );

  expect(new Set(Object.keys(modelSteps(inMemoryPorts())))).toEqual(new Set(named));
});

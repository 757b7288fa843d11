import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workflowIn, type Workflow } from '@lisa/testing/run-workflow';
import { stateMachineArn } from '@lisa/testing/simulator/step-functions';
import type { WorkflowName } from '../../src/ports.ts';

const folder = join(import.meta.dirname, '../../src/workflows');
const named = (file: string): string =>
  basename(file, '.asl.yml').replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** What is packaged, by name: `create-model.asl.yml` is `CreateModel`. */
export const workflows = Object.fromEntries(
  globSync('*/*.asl.yml', { cwd: folder }).map((file) => [named(file), workflowIn(join(folder, file))]),
) as Readonly<Record<WorkflowName, Workflow>>;

export const stateMachines = Object.fromEntries(
  Object.keys(workflows).map((name) => [name, stateMachineArn(name)]),
) as Readonly<Record<WorkflowName, string>>;

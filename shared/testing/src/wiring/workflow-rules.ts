import { globSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { workflowIn, type Workflow, type WorkflowState } from '../run-workflow.ts';
import { root } from './packaged.ts';
import { rule } from './rule.ts';
import { at, resourcesOf, type Template } from './template.ts';

interface Machine {
  readonly id: string;
  readonly workflow: Workflow;
  readonly text: string;
  readonly substitutions: Readonly<Record<string, unknown>>;
}

/** The state machines of a template, as Step Functions reads them. */
export function machinesIn(template: Template): Machine[] {
  return resourcesOf(template, 'AWS::StepFunctions::StateMachine').map(({ id, Properties }) => {
    const text = String(Properties['DefinitionString']);
    return {
      id,
      text,
      workflow: JSON.parse(text) as Workflow,
      substitutions: (Properties['DefinitionSubstitutions'] ?? {}) as Machine['substitutions'],
    };
  });
}

const tasksOf = ({ workflow }: Machine): [string, WorkflowState][] =>
  Object.entries(workflow.States).filter(([, { Type }]) => Type === 'Task');

/** The states that others go to when they fail: they record it and have nowhere further to go. */
const recordersOf = ({ workflow }: Machine): Set<string> =>
  new Set(Object.values(workflow.States).flatMap(({ Catch = [] }) => Catch.map(({ Next }) => Next)));

function faultsOf(
  [name, { Retry = [], Catch = [], TimeoutSeconds }]: [string, WorkflowState],
  records: boolean,
): string[] {
  const catchesAll = Catch.some(
    ({ ErrorEquals, ResultPath }) => ErrorEquals.includes('States.ALL') && ResultPath === '$.failure',
  );
  return [
    ...(Retry.length ? [] : [`${name} is not retried`]),
    ...(TimeoutSeconds ? [] : [`${name} may wait for ever`]),
    ...(catchesAll || records
      ? []
      : [`${name} fails without Catch of States.ALL with ResultPath $.failure: the id would be lost`]),
  ];
}

export const noFailureIsLost = rule(
  'Every Task is retried, has a timeout, and is caught with ResultPath, unless it records the failure.',
  ({ template }) =>
    machinesIn(template).flatMap((machine) => {
      const recorders = recordersOf(machine);
      const faults = tasksOf(machine).flatMap((task) => faultsOf(task, recorders.has(task[0])));
      const endless = machine.workflow.TimeoutSeconds ? [] : ['the whole may run for a year'];
      return [...faults, ...endless].map((fault) => `${machine.id}: ${fault}`);
    }),
);

export const everyPlaceholderIsFilled = rule(
  'Every placeholder of a workflow has a substitution, and no partition is written into it.',
  ({ template }) =>
    machinesIn(template).flatMap(({ id, text, substitutions }) => {
      const used = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => String(name)));
      const given = Object.keys(substitutions);
      return [
        ...[...used].filter((name) => !given.includes(name)).map((name) => `${id}: \${${name}} stays as it is`),
        ...given.filter((name) => !used.has(name)).map((name) => `${id}: nobody uses ${name}`),
        ...(text.includes('arn:aws:') ? [`${id}: arn:aws: is one partition of several`] : []),
      ];
    }),
);

export const noWorkflowIsWrittenForAnotherEngine = rule(
  'Workflows use JSONPath, which our tests run, and tokens without heartbeats.',
  ({ template }) =>
    machinesIn(template)
      .filter(({ text }) => /"QueryLanguage"|"HeartbeatSeconds"/.test(text))
      .map(({ id }) => `${id} uses JSONata or a heartbeat`),
);

export const everyExecutionIsLogged = rule(
  'Every state machine writes its log, without the data of its executions.',
  ({ template }) =>
    resourcesOf(template, 'AWS::StepFunctions::StateMachine')
      .filter(
        ({ Properties }) =>
          at(Properties, 'LoggingConfiguration', 'Level') !== 'ALL' ||
          at(Properties, 'LoggingConfiguration', 'IncludeExecutionData') !== false,
      )
      .map(({ id }) => `${id} logs nothing, or more than it should`),
);

export const whatIsTestedIsPackaged = rule(
  'Every workflow file is packaged by one state machine, as the tests run it.',
  ({ folder, template }) => {
    const files = globSync('src/workflows/**/*.asl.yml', { cwd: join(root, folder) });
    const machines = machinesIn(template);
    const packagedFrom = (file: string): Machine[] =>
      machines.filter(({ workflow }) => isDeepStrictEqual(workflow, workflowIn(join(root, folder, file))));
    const lonely = files
      .filter((file) => packagedFrom(file).length !== 1)
      .map((file) => `${file} is packaged by ${packagedFrom(file).length} state machines`);
    const known = new Set(files.flatMap(packagedFrom));
    return [
      ...lonely,
      ...machines.filter((machine) => !known.has(machine)).map(({ id }) => `${id} comes from no workflow file`),
    ];
  },
);

import { describe, expect, it } from '@jest/globals';
import { grantsIn } from '@lisa/testing/wiring/iam-rules';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsFor } from './deployer-calls.ts';
import { deployerPermissions } from './deployer-permissions.ts';
import { modelStack } from './model-stack.ts';
import { variants } from './variants.ts';

const used = new Set(
  Object.values(variants).flatMap((spec) => Object.values(modelStack(spec).Resources).map(({ Type }) => Type)),
);
const granted = deployerPermissions();

const infra = (file: string): string => readFileSync(join(import.meta.dirname, '../../infra', file), 'utf8');

describe('the boundary of roles of models', () => {
  it('reaches as far as the roles of every model stack', () => {
    const wanted = Object.values(variants).flatMap((spec) =>
      grantsIn(modelStack(spec)).flatMap(({ actions }) => actions),
    );

    expect([...new Set(wanted)].filter((action) => !infra('model-roles.yml').includes(action))).toEqual([]);
  });
});

describe('what the function deploy may do', () => {
  it('is enough for every type that any model stack is made of', () => {
    expect([...used].filter((type) => !(type in callsFor))).toEqual([]);
  });

  it('is no more than that', () => {
    expect(Object.keys(callsFor).filter((type) => !used.has(type))).toEqual([]);
  });

  it('has a scope for every call', () => {
    const covered = new Set(granted.flatMap(({ Action }) => Action));

    expect(
      Object.values(callsFor)
        .flat()
        .filter((action) => !covered.has(action)),
    ).toEqual([]);
  });

  it('makes no role that could do more than the boundary', () => {
    const making = granted.filter(({ Action }) => Action.some((action) => /iam:(CreateRole|Put)/.test(action)));

    expect(making.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'iam:PermissionsBoundary': { Ref: 'ModelRolesBoundary' } } },
    ]);
    expect(JSON.stringify(granted)).not.toMatch(/DeleteRolePermissionsBoundary|AttachRolePolicy/);
  });

  it('reaches beyond things named after model stacks only through CloudFormation', () => {
    const everywhere = granted.filter(({ Resource }) => Resource === '*');

    expect(everywhere.map(({ Condition }) => Condition)).toEqual(
      everywhere.map(() => ({ 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['cloudformation.amazonaws.com'] } })),
    );
  });

  it('leaves room in the role: all inline policies together have 10,240 characters', () => {
    expect(JSON.stringify(granted).length).toBeLessThan(8_000);
  });
});

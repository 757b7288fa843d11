import { describe, expect, it } from '@jest/globals';
import { packagedServices } from '@lisa/testing/wiring/packaged';
import { at, listOf, resourcesOf, textOf } from '@lisa/testing/wiring/template';
import { deployerPermissions } from './deployer-permissions.ts';

const template = packagedServices().find(({ service }) => service === 'models')?.template ?? { Resources: {} };
const role = resourcesOf(template, 'AWS::IAM::Role').find(({ id }) => id === 'DeployRole');
const statements = listOf(role?.Properties['Policies']).flatMap((policy) =>
  listOf(at(policy, 'PolicyDocument', 'Statement')),
);

/** Packages are made for the stage `local`. */
const packaged = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('${sls:stage}', 'local')) as unknown;

/** As long as it is once CloudFormation has put account, region and names in, at their longest. */
function lengthOf(value: unknown): number {
  const written = JSON.stringify(value, (_, inner: unknown) => (isIntrinsic(inner) ? textOf(inner) : inner));
  return written.replaceAll('${AWS::Partition}', 'aws-us-gov').replaceAll(/\$\{[^}]+\}/g, 'x'.repeat(20)).length;
}
const isIntrinsic = (value: unknown): boolean => ['Ref', 'Fn::Sub', 'Fn::GetAtt'].some((name) => at(value, name));

describe('the role of the function deploy', () => {
  it('allows what CloudFormation does to every model stack', () => {
    expect(statements).toEqual(expect.arrayContaining(listOf(packaged(deployerPermissions()))));
  });

  it('fits: all inline policies of a role together have 10,240 characters', () => {
    expect(statements.map(lengthOf).reduce((a, b) => a + b, 0)).toBeLessThan(10_240);
  });
});

import { describe, expect, it } from '@jest/globals';
import { at, resourcesOf } from '@lisa/testing/wiring/template';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelStack } from './model-stack.ts';
import type { ModelStackSpec } from './model-stack-spec.ts';
import { variants } from './variants.ts';

const each = Object.entries(variants);
const aSpec = variants['vllm'] as ModelStackSpec;
const templateOf = (name: string) => modelStack(variants[name] as ModelStackSpec);
const serviceOf = (spec: ModelStackSpec) => modelStack(spec).Resources['Service']?.Properties;

describe('the template of a self-hosted model', () => {
  it.each(each)('is what was reviewed: %s', (name, spec) => {
    const reviewed = readFileSync(join(import.meta.dirname, 'golden', `${name}.json`), 'utf8');

    // Changed on purpose? `node services/models/src/stacks/write-golden.ts`, and review the difference.
    expect(modelStack(spec)).toEqual(JSON.parse(reviewed));
  });

  it.each(each)('is the same bytes for the same spec, and fits one request: %s', (_, spec) => {
    const text = JSON.stringify(modelStack(spec));

    expect(JSON.stringify(modelStack(structuredClone(spec)))).toBe(text);
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
  });

  it('lets nobody reach the model but those who carry the clients’ group', () => {
    const rules = resourcesOf(templateOf('vllm'), 'AWS::EC2::SecurityGroupIngress').map(({ Properties }) => Properties);

    expect(rules.map((rule) => rule['SourceSecurityGroupId'])).toEqual([
      { Ref: 'ClientsSecurityGroupId' },
      { 'Fn::GetAtt': ['LoadBalancerSecurityGroup', 'GroupId'] },
    ]);
  });

  it('keeps a stopped model from being started by load', () => {
    const { Resources } = templateOf('stopped');

    expect(Resources['Capacity']?.Properties).toMatchObject({ MinCapacity: 0, MaxCapacity: 0 });
    expect(Resources['Service']?.Properties['DesiredCount']).toBe(0);
    expect([Resources['Tracking'], Resources['Waking']]).toEqual([undefined, undefined]);
  });

  it('lets its instances follow its tasks, and begins without any', () => {
    const group = templateOf('vllm').Resources['Hosts']?.Properties;

    expect(group).toMatchObject({ MinSize: '0', MaxSize: '3' });
    expect(group).not.toHaveProperty('DesiredCapacity');
  });

  it('brings a model back that scaled itself to nothing, as soon as somebody asks', () => {
    expect(templateOf('scales-to-zero').Resources['Asked']?.Properties).toMatchObject({
      MetricName: 'HTTPCode_ELB_503_Count',
      AlarmActions: [{ Ref: 'Waking' }],
    });
    expect(templateOf('vllm').Resources['Waking']).toBeUndefined();
  });

  it('replaces the only copy in place, and never waits for a GPU that the group may not have', () => {
    const limits = (name: string) => serviceOf(variants[name] as ModelStackSpec)?.['DeploymentConfiguration'];

    expect(limits('one-copy')).toMatchObject({ MinimumHealthyPercent: 0, MaximumPercent: 100 });
    expect(limits('vllm')).toMatchObject({ MinimumHealthyPercent: 50, MaximumPercent: 200 });
  });

  it('leaves the host memory enough, in proportion on large instances', () => {
    const reserved = (instanceType: string) =>
      at(
        modelStack({ ...aSpec, instanceType }).Resources['Task'],
        'Properties',
        'ContainerDefinitions',
        0,
        'MemoryReservation',
      );

    expect([reserved('g5.xlarge'), reserved('p5.48xlarge')]).toEqual([
      16 * 1024 - 2048,
      Math.floor(2048 * 1024 * 0.96),
    ]);
  });

  it('refuses an instance without a known GPU in words', () => {
    expect(() => modelStack({ ...aSpec, instanceType: 't3.micro' })).toThrow('t3.micro is not among');
  });

  it('pulls from the one repository that the image lies in', () => {
    const repositories = (name: string) =>
      JSON.stringify(templateOf(name).Resources['ExecutionRole']).match(/repository\/[^"]*/g);

    expect(repositories('vllm')).toEqual(['repository/lisa/vllm']);
    expect(repositories('sglang')).toBeNull();
  });
});

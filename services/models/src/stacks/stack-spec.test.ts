import { describe, expect, it } from '@jest/globals';
import { aHostedModel, aModel } from '../../test/fakes.ts';
import type { Model } from '../domain/model.ts';
import { copiesOf, stackSpecOf } from './stack-spec.ts';

const scaling = (minCapacity: number, maxCapacity: number, desiredCapacity?: number): Pick<Model, 'spec'> => {
  const { spec } = aHostedModel();
  const { desiredCapacity: _, ...config } = spec.autoScalingConfig!;
  const autoScalingConfig = { ...config, minCapacity, maxCapacity, ...(desiredCapacity && { desiredCapacity }) };
  return { spec: { ...spec, autoScalingConfig } };
};

describe('counting the copies that shall run', () => {
  it.each([
    ['as many as were asked for', scaling(1, 5, 3), undefined, 3],
    ['the fewest, if nobody asked', scaling(2, 5), undefined, 2],
    ['one of a model that may have none: it has to answer', scaling(0, 5), undefined, 1],
  ])('%s', (_, fields, running, copies) => {
    expect(copiesOf(aHostedModel(fields), running)).toBe(copies);
  });

  it.each([
    [4, 4],
    [9, 5],
    [0, 1],
    [undefined, 2],
  ])('leaves the %s that scaling has set to a change of something else', (running, copies) => {
    expect(copiesOf(aHostedModel({ ...scaling(1, 5, 2), keepsCopies: true }), running)).toBe(copies);
  });

  it('wants none of a model that is stopped', () => {
    expect(copiesOf(aHostedModel({ desired: 'stopped', keepsCopies: true }), 3)).toBe(0);
  });
});

describe('describing a stack', () => {
  it('starts from what the model was created with', () => {
    expect(stackSpecOf(aHostedModel(), 'dev')).toMatchObject({ image: 'lisa/vllm:test', desiredCapacity: 1 });
  });

  it('knows none of a model of a provider', () => {
    expect(() => stackSpecOf(aModel(), 'dev')).toThrow('Model demo has no stack: it is third_party');
  });
});

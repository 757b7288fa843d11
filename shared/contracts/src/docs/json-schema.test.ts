import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { schemaWriter } from './json-schema.ts';

const Feature = z.object({ name: z.string(), overview: z.string().default('') });
const writerOf = (names: Record<string, z.ZodType>) =>
  schemaWriter(new Map(Object.entries(names).map(([name, schema]) => [schema, name])), 'draft-2020-12');

describe('writing a schema', () => {
  it('writes a named one once and refers to it', () => {
    const writer = writerOf({ Feature });

    const json = writer.write(z.object({ first: Feature, rest: z.array(Feature) }), 'output');

    const ref = { $ref: '#/components/schemas/Feature' };
    expect(json['properties']).toEqual({ first: ref, rest: { type: 'array', items: ref } });
    expect(Object.keys(writer.named())).toEqual(['Feature']);
  });

  it('keeps the words of the place beside the reference', () => {
    const writer = writerOf({ Feature });

    const json = writer.write(z.object({ one: Feature.describe('The only one') }), 'output');

    expect(json['properties']).toEqual({ one: { $ref: '#/components/schemas/Feature', description: 'The only one' } });
    expect(writer.named()).toMatchObject({ Feature: { properties: { overview: { type: 'string', default: '' } } } });
  });

  it('gives a request its own name where defaults make it differ from the reply', () => {
    const writer = writerOf({ Feature });
    writer.write(Feature, 'output');

    expect(writer.write(Feature, 'input')).toEqual({ $ref: '#/components/schemas/FeatureInput' });
    expect(writer.named()).toMatchObject({
      Feature: { required: ['name', 'overview'] },
      FeatureInput: { required: ['name'] },
    });
  });

  it('refuses one name for two things', () => {
    const names = new Map<unknown, string>();
    const writer = schemaWriter(names, 'draft-2020-12');
    const things = [z.string(), z.number(), z.boolean()] as const;
    for (const thing of things) names.set(thing, 'Thing');

    expect(() => things.map((thing) => writer.write(thing, 'output'))).toThrow(
      'Two different schemas are called Thing',
    );
  });

  it('lets readers meet fields that are added later, unless the schema is strict', () => {
    const writer = writerOf({});

    expect(writer.write(z.object({ a: z.string() }), 'output')).not.toHaveProperty('additionalProperties');
    expect(writer.write(z.strictObject({ a: z.string() }), 'output')).toHaveProperty('additionalProperties', false);
  });

  it('leaves out what JavaScript alone imposes', () => {
    const writer = writerOf({});

    expect(writer.write(z.int(), 'output')).toEqual({ type: 'integer' });
    expect(writer.write(z.int().min(1).max(9), 'output')).toEqual({ type: 'integer', minimum: 1, maximum: 9 });
    expect(writer.write(z.iso.datetime(), 'output')).toEqual({ type: 'string', format: 'date-time' });
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findModel } from './find-model.ts';
import { readNamedBody } from './named-body.ts';
import { Refusal } from './openai-error.ts';

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const notJson = Symbol('not JSON');

/** What a strict parser reads: the last `model` of a top-level object, undefined when there is none. */
function parsedModel(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'model')
      ? (value as { model: unknown }).model
      : undefined;
  } catch {
    return notJson;
  }
}

describe('finding the model in a body', () => {
  it.each([
    ['{"model":"a"}', 'a'],
    [' \n{ "messages" : [ {"model":"b"} ] , "model" : "a" }\t', 'a'],
    ['{"messages":[{"content":"\\"model\\":\\"b\\", {[ \\\\"}],"model":"a","n":-1.5e3,"x":null}', 'a'],
    ['{"model":"größe 🌍"}', 'größe 🌍'],
  ])('reads %s without parsing', (text, model) => {
    const body = Buffer.from(text);

    expect(findModel(body)).toMatchObject({ kind: 'found', model });
  });

  it.each([
    ['{"model":"a","model":"b"}', 'repeated'],
    ['{"m\\u006fdel":"a"}', 'escaped key'],
    ['{"model":"\\u0061"}', 'escaped value'],
    ['{"x":1}', 'missing'],
    ['{"model":7}', 'no string'],
    ['[{"model":"a"}]', 'no object'],
    ['{"a":[/* " */],"model":"x"}', 'comment'],
    ['{"model":"a"} {"model":"b"}', 'trailing text'],
    ['{"model":"a"', 'cut off'],
    ['\ufeff{"model":"a"}', 'byte order mark'],
  ])('leaves %s to a parser (%s)', (text) => {
    expect(findModel(Buffer.from(text))).toEqual({ kind: 'unusual' });
  });

  it('refuses what is nested more than 64 deep', () => {
    const nested = (levels: number): Buffer =>
      Buffer.from(`{"a":${'['.repeat(levels)}${']'.repeat(levels)},"model":"a"}`);

    expect(findModel(nested(63))).toMatchObject({ kind: 'found' });
    expect(findModel(nested(64))).toEqual({ kind: 'too-deep' });
    expect(() => readNamedBody(nested(100_000))).toThrow(Refusal);
  });

  it('agrees with JSON.parse on any object whose model needs no escape, and leaves every other to a parser', () => {
    const plain = fc.string({ unit: 'binary' }).filter((text) => JSON.stringify(text) === `"${text}"`);
    const models = fc.oneof(plain, fc.string({ unit: 'binary' }), fc.constant(undefined));
    const bodies = fc.tuple(fc.jsonValue({ maxDepth: 6 }), models, fc.jsonValue(), fc.nat(3));
    const expected = (model: string | undefined) =>
      model !== undefined && JSON.stringify(model) === `"${model}"` ? { kind: 'found', model } : { kind: 'unusual' };

    fc.assert(
      fc.property(bodies, ([before, model, after, indent]) => {
        const body = Buffer.from(JSON.stringify({ before, model, after }, null, indent));
        expect(findModel(body)).toMatchObject(expected(model));
      }),
      { numRuns: 2_000 },
    );
    expect.hasAssertions();
  });

  it('never finds another model than a strict parser, whatever was done to the bytes', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        '\\',
        ':',
        ',',
        ' ',
        '"model"',
        '"a"',
        '"b"',
        '1',
        'null',
        '\\"',
        '\\u006d',
        '/*',
        '\n',
        '{"model":"a"}',
        '\u0000',
      ),
      { maxLength: 30 },
    );
    const agrees = (text: string): boolean => {
      const scan = findModel(Buffer.from(text));
      const parsed = parsedModel(Buffer.from(text));
      return scan.kind !== 'found' || parsed === notJson || scan.model === parsed;
    };

    fc.assert(
      fc.property(pieces, (parts) => {
        const inside = parts.join('');
        expect(
          [inside, `{"model":"a",${inside}}`, `{"x":${inside},"model":"a"}`].filter((text) => !agrees(text)),
        ).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
    expect.hasAssertions();
  });
});

describe('naming another model', () => {
  it('changes nothing else in the bytes', () => {
    const body = Buffer.from('{ "model" :  "demo", "seed": 12345678901234567890, "x":"\\u00e9" }');

    expect(readNamedBody(body).naming('up/"x"').toString()).toBe(
      '{ "model" :  "up/\\"x\\"", "seed": 12345678901234567890, "x":"\\u00e9" }',
    );
  });

  it('gives the same bytes when the name is the same', () => {
    const body = json({ model: 'demo' });

    expect(readNamedBody(body).naming('demo')).toBe(body);
  });

  it('writes a repeated or escaped key again, so that the upstream reads what was authorized', () => {
    const named = readNamedBody(Buffer.from('{"model":"a","mod\\u0065l":"b","n":1}'));

    expect(named.model).toBe('b');
    expect(named.naming('up').toString()).toBe('{"model":"up","n":1}');
  });

  it.each([['not json'], [''], ['null'], ['[]'], ['{}'], ['{"model":null}'], ['{"model":["a"]}'], ['{"model":"a"']])(
    'refuses %s with 400',
    (text) => {
      expect(() => readNamedBody(Buffer.from(text))).toThrow(expect.objectContaining({ status: 400 }));
    },
  );
});

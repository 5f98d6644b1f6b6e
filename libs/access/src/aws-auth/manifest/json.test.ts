import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { YamlValue } from '../goyaml/index.ts';
import { JsonError, parseJson } from './json.ts';

function plain(value: YamlValue): unknown {
  if (value.type === 'list') return value.items.map(plain);
  if (value.type === 'map')
    return Object.fromEntries(Array.from(value.fields.values(), (field) => [field.name, plain(field.value)]));
  return value.type === 'string' ? value.text : (JSON.parse(value.text) as unknown);
}

const problem = (text: string) => {
  try {
    parseJson(text, 0);
    return undefined;
  } catch (error) {
    if (error instanceof JsonError) return error.offset;
    throw error;
  }
};

describe('parseJson', () => {
  it('reads what JSON writes', () => {
    const check = (value: unknown, space: string) => {
      const text = JSON.stringify(value, undefined, space);
      expect(plain(parseJson(text, 0).value)).toEqual(JSON.parse(text));
    };
    fc.assert(fc.property(fc.jsonValue(), fc.constantFrom('', '  ', '\t'), check));
  });

  it('takes what JSON.parse takes, and nothing else', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '0',
      '1',
      '-',
      '.',
      'e',
      'null',
      'true',
      ' ',
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((all) => all.join(''));
    const check = (given: string) => {
      let isJson = true;
      try {
        JSON.parse(given);
      } catch {
        isJson = false;
      }
      const whole = given.trim();
      const ours = problem(whole) === undefined && parseJson(whole, 0).end === whole.length;
      expect([given, ours]).toEqual([given, isJson]);
    };
    fc.assert(fc.property(text, check), { numRuns: 3000 });
  });

  it('reads the value at an offset, whatever follows it', () => {
    const { value, end } = parseJson('{"a":1}5x', 7);
    expect([plain(value), end]).toEqual([5, 8]);
  });

  it.each([
    ['"\\ud83d\\ude00 \\/ \u2028 \u007f"', '😀 / \u2028 \u007f'],
    ['"\\ud83d \udc80"', '\ufffd \ufffd'],
    ['{"a": 1, "a": {"b": null}}', { a: { b: null } }],
  ])('%j', (text, expected) => expect(plain(parseJson(text, 0).value)).toEqual(expected));

  it.each([
    ['{"a" 1}', 5],
    ['["\t"]', 1],
    ['[1e999]', 6],
    [`${'['.repeat(1100)}${']'.repeat(1100)}`, 1001],
  ])('%j fails at %i', (text, offset) => expect(problem(text)).toBe(offset));

  it('tells where each part of a text comes from, and which key stands twice', () => {
    const { value } = parseJson(' {"a": "b\\nc", "a": 1}', 1);
    expect(value).toMatchObject({ type: 'map', repeated: [{ value: 'a', offset: 15 }] });
    const text = parseJson('"b\\nc"', 0).value.node;
    expect(text).toMatchObject({ origins: [0, 1, 1, 2, 2, 4] });
  });
});

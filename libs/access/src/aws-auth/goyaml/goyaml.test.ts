import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeYaml, parseYaml, YamlError, type YamlValue } from './index.ts';

type Plain = string | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Texts as themselves, other scalars by their type: `{number: '1'}`. */
function plain(value: YamlValue): Plain {
  switch (value.type) {
    case 'string':
      return value.text;
    case 'null':
      return null;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries(
        Array.from(value.fields.values(), (field) => [field.name, plain(field.value)]),
      );
    default:
      return { [value.type]: value.text };
  }
}

function read(text: string): Plain {
  const { root } = parseYaml(text);
  return root === undefined ? null : plain(decodeYaml(root));
}

// What goyaml v2.4.3 makes of each text, by sigs.k8s.io/yaml v1.6.0, through which the authenticator and kubectl read.
describe('YAML as goyaml reads it', () => {
  it.each<[string, Plain]>([
    ['- a\n---\n- b\n', ['a']],
    ['- a\n...\n- [\n', ['a']],
    ['  - a\n- b\n', ['a']],
    ['[a] b\n', ['a']],
    ['"a" b\n', 'a'],
    ['--- a\n', 'a'],
    ['---\n# c\n---\n- a\n', null],
    ['# c', null],
  ])('reads the first document alone: %j', (text, value) => expect(read(text)).toEqual(value));

  it.each<[string, Plain]>([
    ['-\n-\n', [null, null]],
    ['a:\n- b\n- c\n', { a: ['b', 'c'] }],
    ['a:\n  - - b\n    - c\n', { a: [['b', 'c']] }],
    ['- a: b\n  c: d\n- e\n', [{ a: 'b', c: 'd' }, 'e']],
    ['? a\n: b\n', { a: 'b' }],
    ['? a\n', { a: null }],
    ['a:\nb: c\n', { a: null, b: 'c' }],
    ['- a\n  - b\n', ['a - b']],
    ['- a:\n   - b\n  c: d\n', [{ a: ['b'], c: 'd' }]],
    ['a: b\na: c\n', { a: 'c' }],
    ['a:\tb\n', { a: 'b' }],
  ])('blocks: %j', (text, value) => expect(read(text)).toEqual(value));

  it.each<[string, Plain]>([
    ['[a, b, ]\n', ['a', 'b']],
    ['{a: b, c}\n', { a: 'b', c: null }],
    ['[a: b, c]\n', [{ a: 'b' }, 'c']],
    ['["a":b]\n', [{ a: 'b' }]],
    ['- [a,\nb]\n', [['a', 'b']]],
    ['{a:b}\n', { 'a:b': null }],
    ['{? a : b}\n', { a: 'b' }],
    ['[]: a\n', []],
    ['- a]\n', ['a]']],
  ])('brackets: %j', (text, value) => expect(read(text)).toEqual(value));

  it.each<[string, Plain]>([
    ["'it''s'\n", "it's"],
    ['"a\\tb\\x41\\u00e9\\U0001F600\\"\\\\"\n', 'a\tbAé😀"\\'],
    ['"a\n  b\n\n  c"\n', 'a b\nc'],
    ['"a \\\n  b"\n', 'a b'],
    ['"a  "\n', 'a  '],
    ['a # b\n', 'a'],
    ['a#b:c\n', 'a#b:c'],
    ['a\n b\n\n c\n', 'a b\nc'],
    ['- -a\n', ['-a']],
    ['|\n a\n  b\n', 'a\n b\n'],
    ['|-\n a\n\n', 'a'],
    ['|+\n a\n\n', 'a\n\n'],
    ['>\n a\n b\n\n c\n  d\n e\n', 'a b\nc\n d\ne\n'],
    ['|2\n   a\n', ' a\n'],
    ['|\n\n a\n', '\na\n'],
    ['a: |\nb: c\n', { a: '', b: 'c' }],
  ])('scalars: %j', (text, value) => expect(read(text)).toEqual(value));

  it.each<[string, Plain]>([
    ['- &a b\n- &a c\n- *a\n', ['b', 'c', 'c']],
    ['- &a {x: p}\n- <<: *a\n  z: q\n', [{ x: 'p' }, { x: 'p', z: 'q' }]],
    ['- &a {x: p}\n- x: q\n  <<: *a\n', [{ x: 'p' }, { x: 'p' }]],
    ['- &a {x: p}\n- &b {x: q}\n- <<: [*a, *b]\n', [{ x: 'p' }, { x: 'q' }, { x: 'p' }]],
    ['- "<<": x\n', [{ '<<': 'x' }]],
    ['- !!str 1\n- ! 1\n- !x 1\n- !<tag:yaml.org,2002:str> 1\n- !!str\n', ['1', '1', '1', '1', '']],
    ['!!seq [a]\n', ['a']],
    ['- !!int 5\n- !!int "5"\n- !!float 5\n', [{ number: '5' }, { number: '5' }, { number: '5' }]],
    ['- !!bool "yes"\n- !!null ""\n- !!null\n', [{ boolean: 'yes' }, null, null]],
    ['- !!timestamp 2024-1-2\n- !!timestamp 2024-01-02T03:04:05Z\n', ['2024-1-2', '2024-01-02T03:04:05Z']],
    ['- !!binary aGVsbG8=\n- !!binary /w==\n', ['hello', '\ufffd']],
    ['- !a%20b c\n- !%73tr 1\n- !!%73tr 1\n', ['c', '1', '1']],
    ['1: a\nyes: b\n.inf: c\n', { 1: 'a', true: 'b', '.inf': 'c' }],
    ['a: {~: b}\na: c\n', { a: 'c' }],
  ])('anchors, merge keys, where the later of two counts, and tags: %j', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each<[string, Plain]>([
    ['- a\r\n- b\r\n', ['a', 'b']],
    ['- a\r- b\r', ['a', 'b']],
    ['|\r\n a\r\n b\r\n', 'a\nb\n'],
    ['- a\u0085- b\n', ['a', 'b']],
    ['|\n a\u2028 b\n', 'a\u2028b\n'],
    ['\ufeff- a\n', ['a']],
    ['- a\n- \ufeffb\n- "c\ufeff"\n- ddddd\n', ['a', '\ufeffb', 'c\ufeff', 'ddddd']],
  ])('line ends of every kind: %j', (text, value) => expect(read(text)).toEqual(value));

  it.each<[string, Plain]>([
    ['%YAML 1.1\n---\n- a\n', ['a']],
    ['%YAML 1.01 # c\n%TAG !e! tag:yaml.org,2002:\n--- \n- !e!str 1\n- !e!int 1\n', ['1', { number: '1' }]],
    ['%TAG ! tag:yaml.org,2002:\n---\n- !int 1\n', [{ number: '1' }]],
    ['---\n%YAML 1.1\n', null],
    ['- a\n%YAML 1.1\n---\n', ['a']],
  ])('directives: %j', (text, value) => expect(read(text)).toEqual(value));

  it.each<[string, Plain]>([
    ['|\r\r\n a\r\r\n b\r\r\n', 'a\nb\n'],
    ['|\r\n a', 'a\n'],
    ['|+\n a\r\r\r\n', 'a\n\n'],
  ])('lines of a file, as kubectl hands them on: %j', (text, value) => {
    const { root } = parseYaml(text, { file: true });
    expect(root === undefined ? null : plain(decodeYaml(root))).toEqual(value);
  });

  it('throws nothing but YamlError, whatever the text', () => {
    const letters = Array.from('-?:,[]{}#&*!|>\'"%@`~<ab1 \n\t\\');
    const pieces = [...letters, '- ', ': ', '\n  ', '\r\n', '---\n', '*a', '&a '];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join(''));
    const check = (given: string) => {
      try {
        read(given);
      } catch (error) {
        if (!(error instanceof YamlError)) throw error;
        expect(error.mark.offset).toBeLessThanOrEqual(given.length);
      }
    };
    fc.assert(fc.property(text, check), { numRuns: 2000 });
  });
});

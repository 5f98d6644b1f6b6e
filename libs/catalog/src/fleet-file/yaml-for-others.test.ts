import { decodeYaml, parseYaml, type YamlValue } from '@roster/access/goyaml';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { exampleFleet } from './example-fleet.ts';
import { jsonForOthers, yamlForOthers } from './yaml-for-others.ts';

/** What YAML 1.1, or one of its readers, takes for something else than a text (yaml.org/type; go.yaml.in/yaml/v2). */
const WORDS =
  `no No NO on off y Y n N yes true null Null ~ 1_27 0b1 0B1 0_b1 0x1f 0x_1 0X1F 012 0o12 -0o12 08 0_ 00 +1 -1
  1e3 1_e3 e3 1. .5 .e1 1_000.5 .inf -.inf +.inf .nan .NaN << = - -- --- ... ? : | > 1:20 -1:20 190:20:30.5 60:60
  2024-01-15 2024-1-5 2001-12-14t21:59:43.10-05:00 012345678901 123456789012 1,000 5% _1 &a *a !a @a \`a %a a: #a
  {a} [a] "a" 'a' a,b a}b`.split(/\s+/);
const ODD = [
  '',
  ' ',
  ' a',
  'a ',
  'a: b',
  'a #b',
  '\t',
  'a\tb',
  'a\nb',
  'a\r\nb',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\x7f',
];

const text = fc.oneof(
  fc.constantFrom(...WORDS, ...ODD),
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...'0 1 2 7 8 9 a b e E x X o O _ + - . : ~ < = y n N #'.split(' '), ' ', '\n'),
  }),
);

/** As kubectl reads it: the reader of Go's YAML, by which the authenticator reads too. */
function asKubectl(value: YamlValue): unknown {
  if (value.type === 'list') return value.items.map(asKubectl);
  if (value.type === 'map')
    return Object.fromEntries(value.fields.values().map((field) => [field.name, asKubectl(field.value)]));
  return value.type === 'string' ? value.text : { [value.type]: value.text };
}

function readings(yaml: string): readonly unknown[] {
  const { root } = parseYaml(yaml);
  const options = { logLevel: 'silent' } as const;
  return [
    parse(yaml, { version: '1.2', ...options }),
    parse(yaml, { version: '1.1', ...options }),
    root === undefined ? undefined : asKubectl(decodeYaml(root)),
  ];
}

it('is read alike by YAML 1.2, by YAML 1.1 and by kubectl, as values and as keys', () => {
  const content = fc.record({
    values: fc.array(text, { minLength: 1 }),
    keys: fc.dictionary(text, text, { noNullPrototype: true, minKeys: 1 }),
  });
  const sample: [{ values: string[]; keys: Record<string, string> }] = [
    { values: [...WORDS, ...ODD], keys: Object.fromEntries([...WORDS, ...ODD].map((word) => [word, word])) },
  ];
  fc.assert(
    fc.property(content, (given) => {
      const wellFormed = JSON.parse(JSON.stringify(given).toWellFormed()) as unknown;
      for (const yaml of [
        yamlForOthers(given),
        yamlForOthers(given, { indentLists: false }),
        jsonForOthers(given),
      ])
        for (const reading of readings(yaml)) expect(reading, yaml).toEqual(wellFormed);
    }),
    { numRuns: 150, examples: [sample] },
  );
});

it('leaves what nobody can mistake without quotes', () => {
  const content = {
    name: 'payments-prod',
    arn: 'arn:aws:iam::111122223333:role/Ops',
    reason: 'runs them (all), daily',
  };
  expect(yamlForOthers(content, { comment: ' Revision 1' })).toBe(
    '# Revision 1\n\nname: payments-prod\narn: arn:aws:iam::111122223333:role/Ops\nreason: runs them (all), daily\n',
  );
});

it('holds for the example of roster init too', () => {
  const [as12, as11, asKubectlReads] = readings(exampleFleet());
  expect(as11).toEqual(as12);
  expect(asKubectlReads).toEqual(as12);
});

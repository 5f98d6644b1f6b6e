import fc from 'fast-check';
import { writtenData } from './written-data.ts';
import { mostly } from './written-rows.ts';

/** Ways to put a text behind `key:`, at some indentation. */
const styles: Readonly<Record<string, (text: string, indent: string) => string>> = {
  literal: (text, indent) => ` |\n${below(text, indent)}`,
  strip: (text, indent) => ` |-\n${below(text, indent)}`,
  keep: (text, indent) => ` |+\n${below(text, indent)}`,
  told: (text, indent) => ` |2 # two\n${below(text, indent)}`,
  folded: (text, indent) => ` >\n${below(text, indent)}`,
  'folded strip': (text, indent) => ` >-\n${below(text, indent)}`,
  double: (text) => ` ${JSON.stringify(text)}`,
  'double lines': (text, indent) =>
    ` "${JSON.stringify(text).slice(1, -1).replaceAll('\\n', `\\n\\\n${indent}`)}"`,
  single: (text, indent) => ` '${text.replaceAll("'", "''").replaceAll('\n', `\n\n${indent}`)}'`,
  plain: (text, indent) => ` ${text.replaceAll('\n', `\n${indent}`)}`,
  'real list': (text, indent) => `\n${below(text, indent)}`,
  commented: (text, indent) => ` | # rows\n${below(text, indent)}`,
  'blank behind': (text, indent) => ` |   \n${below(text, indent)}`,
  'same column': (text, indent) => ` |\n${below(text, indent.slice(2))}`,
};

// A byte order mark within a file belongs to where files were put together.
const unmarkedData = writtenData.map((data) =>
  Object.fromEntries(Object.entries(data).map(([key, text]) => [key, text.replaceAll('\ufeff', '')])),
);
const below = (text: string, indent: string) => text.replaceAll(/^(?=.)/gm, indent);

const style = mostly('literal', ...Object.keys(styles).filter((name) => name !== 'literal'));

const metadata = mostly(
  'metadata:\n  name: aws-auth\n  namespace: kube-system\n',
  'metadata: {name: aws-auth, namespace: kube-system}\n',
  'metadata:\n  namespace: kube-system\n  name: "aws-auth"\n  labels:\n    app: x\n    "version": "1"\n',
  'metadata:\n  name: aws-auth\n  labels: {version: 1}\n',
  'metadata:\n  name: aws-auth\n  annotations:\n    note: yes\n',
  'metadata:\n  name: aws-auth\n  creationTimestamp: null\n  managedFields:\n  - fieldsV1: {f:data: {}}\n    time: 2024-01-02T03:04:05Z\n',
  'metadata:\n  name: aws-auth\n  creationTimestamp: "2024-01-02T03:04:05Z"\n  generation: 2\n  ownerReferences: []\n',
  'metadata:\n  name: aws-auth\n  resourceVersion: 5\n',
  'metadata:\n  name: aws-auth\n  creationTimestamp: yesterday\n',
  'metadata: aws-auth\n',
  'metadata:\nname: aws-auth\n',
  '',
);
const kind = mostly(
  'apiVersion: v1\nkind: ConfigMap\n',
  'kind: ConfigMap\napiVersion: v1\n',
  '"apiVersion": "v1"\n"kind": "ConfigMap"\n',
  'apiVersion: v1\nkind: configmap\n',
  'apiVersion: v1\n',
  'apiVersion: 1\nkind: ConfigMap\n',
  'apiVersion: v1\nkind: Secret\n',
  '',
);
const tails = mostly(
  '',
  ...[
    'immutable: false\n',
    'immutable: "no"\n',
    'binaryData: {a: aGk=}\n',
    'binaryData: {a: "?"}\n',
    'extra: 1\n',
  ],
  ...[
    'data:\n  mapUsers: ""\n',
    'data:\n',
    'mapUsers: |\n  []\n',
    '# the end',
    'text\n',
    'items: []\n',
    '...\n',
  ],
);
const others = mostly(
  '',
  ...[
    '  mapUsers: "[]"\n',
    '  mapUsers:\n',
    '  other: 5\n',
    '  other: yes\n',
    '  5: five\n',
    '  5: 6\n',
    '  ~: x\n',
  ],
  ...[
    '  <<: *base\n',
    '  mapRoles: ""\n',
    '  "mapUsers": |\n',
    '  # comment\n',
    '# comment\n',
    '  other: [a]\n',
  ],
);

/** One manifest as YAML text. */
const yaml = fc
  .tuple(
    kind,
    metadata,
    unmarkedData,
    style,
    mostly('data:', 'Data:', 'data: # rows', '"data":', 'data: &base'),
    others,
    tails,
  )
  .map(([head, names, data, how, dataKey, other, tail]) => {
    const write = styles[how] ?? below;
    const values = Object.entries(data).map(([key, text]) => `  ${key}:${write(text, '    ')}`);
    return `${head}${names}${dataKey}\n${values.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('')}${other}${tail}`;
  });

/** One manifest as JSON: compact, pretty, with tabs, with a slash escaped. */
const json = fc
  .tuple(unmarkedData, mostly('', '  ', '\t', 'slashes', 'list', 'twice', 'behind', 'surrogate'))
  .map(([data, how]) => {
    const named = { metadata: { name: 'aws-auth', namespace: 'kube-system' }, data };
    const map = { apiVersion: 'v1', kind: 'ConfigMap', ...named };
    const text = JSON.stringify(map, undefined, how.trim() === '' ? how : '');
    if (how === 'slashes') return text.replaceAll('/', '\\/');
    if (how === 'list')
      return JSON.stringify({ kind: 'ConfigMapList', apiVersion: 'v1', items: [named, map] });
    if (how === 'twice') return `${text}\n${text}`;
    if (how === 'surrogate') return text.replaceAll('admin', '\\ud83d\\ude00\\ud83d');
    return how === 'behind' ? `${text}\n---\nkind: ConfigMap\n` : text;
  });

const separators = mostly(
  '---\n',
  '--- # next\n',
  '---   \n',
  '--- next\n',
  '---\n---\n',
  '\n',
  '----\n',
  '---\n# c\n---\n',
  '---\n\ufeff',
);
const heads = mostly(
  '',
  '---\n',
  '# Please edit the object below.\n#\n',
  '\ufeff',
  '\n\n',
  '%YAML 1.1\n---\n',
  '"""\n',
);

/** A file of manifests, in bytes: one or several documents, YAML or JSON, with line ends of some kind. */
export const writtenFile: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: yaml }, { weight: 1, arbitrary: json }), {
      minLength: 1,
      maxLength: 2,
    }),
    heads,
    separators,
    mostly('\n', '\r\n', '\r\r\n'),
  )
  .map(([documents, head, separator, lineBreak]) =>
    new TextEncoder().encode(`${head}${documents.join(separator)}`.replaceAll('\n', lineBreak)),
  );

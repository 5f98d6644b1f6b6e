const BEGIN = 'apiVersion: roster/v1\n';
const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
const cluster = (index: number, more = ''): string =>
  `  - { name: c${index}, account: "111122223333", region: eu-west-1${more} }\n`;
const grant = (index: number, principals: string, username = 'u'): string =>
  `  - { name: g${index}, username: ${username}, groups: [g${index}], clusters: {}, principals: [${principals}] }\n`;
const one = `${BEGIN}clusters:\n${cluster(0)}`;
const block = `${BEGIN}clusters:\n  - name: c\n    account: "111122223333"\n    region: eu-west-1\n`;

/** Fleet files whose size grows with one number, each by another of its parts: right ones, and wrong ones. */
export const SHAPES: Readonly<Record<string, (size: number) => string>> = {
  labels: (size) => `${block}    labels:\n${times(size, (index) => `      k${index}: v\n`)}`,
  'labels in braces': (size) =>
    `${BEGIN}clusters:\n${cluster(0, `, labels: { ${times(size, (index) => `k${index}: v, `)} }`)}`,
  'labels that are no text': (size) =>
    `${block}    labels:\n${times(size, (index) => `      k${index}: [v]\n`)}`,
  'one label again and again': (size) => `${block}    labels:\n${times(size, () => '      k: v\n')}`,
  'long keys': (size) =>
    `${block}    labels:\n${times(size, (index) => `      ${'k'.repeat(200)}${index}: []\n`)}`,
  clusters: (size) => `${BEGIN}clusters:\n${times(size, cluster)}`,
  'one cluster again and again': (size) => `${BEGIN}clusters:\n${times(size, () => cluster(0))}`,
  'clusters with an unknown key': (size) =>
    `${BEGIN}clusters:\n${times(size, (index) => cluster(index, ', nmae: x'))}`,
  'one cluster by aliases': (size) =>
    `${BEGIN}clusters:\n  - &a { name: c }\n${times(size, () => '  - *a\n')}`,
  anchors: (size) =>
    `${BEGIN}protected:\n${times(size, (index) => `  - &a${index} arn:aws:iam::111122223333:role/R${index}\n  - *a${index}\n`)}`,
  'unknown keys': (size) => BEGIN + times(size, (index) => `key${index}: x\n`),
  'unknown keys of a cluster': (size) => block + times(size, (index) => `    key${index}: x\n`),
  grants: (size) => `${one}grants:\n${times(size, (index) => grant(index, `{ roleName: R${index} }`))}`,
  'grants of one principal': (size) =>
    `${one}grants:\n${times(size, (index) => grant(index, '{ roleName: R }'))}`,
  'grants that contradict each other': (size) =>
    `${one}grants:\n${times(size, (index) => grant(index, '{ roleName: R }', `u${index}`))}`,
  principals: (size) =>
    `${one}grants:\n${grant(
      0,
      times(size, (index) => `{ roleName: R${index} }, `),
    )}`,
  'principals that are none': (size) => `${BEGIN}protected:\n${times(size, () => '  - nobody\n')}`,
  'principals denied and protected': (size) => {
    const roles = times(size, (index) => `  - arn:aws:iam::111122223333:role/R${index}\n`);
    return `${BEGIN}denied:\n${roles}protected:\n${roles}`;
  },
  'names in a selector': (size) =>
    `${BEGIN}clusters:\n${times(size, cluster)}grants:\n` +
    grant(0, '{ roleName: R }').replace('{}', `{ names: [${times(size, (index) => `c${index}, `)}] }`),
  'conditions of a selector': (size) =>
    `${one}grants:\n` +
    grant(0, '{ roleName: R }').replace(
      '{}',
      `{ matchExpressions: [${times(size, (index) => `{ key: k${index}, operator: Exists }, `)}] }`,
    ),
  waves: (size) =>
    `${BEGIN}rollout:\n  waves:\n${times(size, (index) => `    - { name: w${index}, clusters: {} }\n`)}`,
  'one wave again and again': (size) =>
    `${BEGIN}rollout:\n  waves:\n${times(size, () => '    - { name: w, clusters: {} }\n')}`,
  ownership: (size) => `${BEGIN}ownership:\n${times(size, () => '  - { mode: merge, clusters: {} }\n')}`,
  'lists in lists': (size) => `${BEGIN}x: ${'['.repeat(size)}${']'.repeat(size)}\n`,
  'maps in maps': (size) => `${BEGIN}x: ${'{ a: '.repeat(size)}1${' }'.repeat(size)}\n`,
  documents: (size) => times(size, () => '---\na: 1\n'),
  tabs: (size) => BEGIN + times(size, () => '\tx: y\n'),
};

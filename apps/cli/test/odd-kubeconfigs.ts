import fc from 'fast-check';
import { Document, isMap, isScalar, isSeq, visit } from 'yaml';

/** Names that readers of YAML 1.1 take for something else where they stand without quotes. */
export const YAML_1_1_WORDS =
  `no on off y N yes true null ~ 1_27 0b1 2024-01-15 1e3 1:20 190:20:30 012 0o12 0x1f .inf .nan
  << = 1. +1 012345678901 - ? : # ! & * % @ > |`.split(/\s+/);

const name = fc.oneof(
  fc.constantFrom(...YAML_1_1_WORDS),
  fc.constantFrom(
    'lab',
    'a b',
    'ümlaut',
    'a: b',
    'a #b',
    '"quoted"',
    "it's",
    'roster',
    'x'.repeat(130),
    'arn:aws:x',
  ),
);

/** What others keep in a kubeconfig, with fields that nobody knows. */
const entries = fc
  .uniqueArray(fc.record({ name, server: name, further: fc.boolean() }), {
    selector: (one) => one.name,
    maxLength: 4,
  })
  .map((all) => ({
    clusters: all.map((one) => ({
      ...{ name: one.name, cluster: { server: 'https://lab.example', ...(one.further ? FURTHER : {}) } },
    })),
    contexts: all.map((one) => ({ name: one.name, context: { cluster: one.name, user: one.name } })),
    users: all.map((one) => ({ name: one.name, user: { token: one.server } })),
  }));
const FURTHER = {
  extensions: [{ name: 'minikube.sigs.k8s.io', extension: { version: 'v1.2', 'last-update': 'today' } }],
};

const LISTS = ['clusters', 'contexts', 'users'] as const;

const style = fc.record({
  head: fc.constantFrom({}, { apiVersion: 'v1' }, { kind: 'Config' }, { apiVersion: 'v1', kind: 'Config' }),
  current: fc.constantFrom<(string | null)[]>('first', '', null),
  /** Lists that stand behind an alias, that are flow, or that are written as nothing where they are empty. */
  aliased: fc.subarray([...LISTS]),
  flow: fc.subarray([...LISTS]),
  empty: fc.constantFrom<(string | null)[]>('[]', '', 'null', '~', null),
  form: fc.constantFrom('block', 'block', 'block', 'json', 'compact json', 'flow'),
  indentSeq: fc.boolean(),
  comments: fc.boolean(),
  anchored: fc.boolean(),
  merged: fc.boolean(),
  indent: fc.constantFrom('', '', '', '  '),
  newline: fc.constantFrom('\n', '\n', '\r\n'),
  before: fc.constantFrom('', '', '', '\ufeff', '---\n', '# mine\n---\n', '%YAML 1.1\n---\n', '\n\n'),
  after: fc.constantFrom('', '', '\n\n', '# end\n', '---\n', '...\n', '...\n# end\n'),
  cut: fc.boolean(),
});

/** A kubeconfig that kubectl can read, in whatever form people and tools write them. */
export const oddKubeconfig: fc.Arbitrary<string> = fc.tuple(entries, style).map(([lists, of]) => {
  const current = of.current === 'first' ? (lists.contexts[0]?.name ?? 'gone') : of.current;
  const config = { ...of.head, ...lists, ...(of.current === null ? {} : { 'current-context': current }) };
  if (of.form === 'json') return JSON.stringify(config, null, of.indentSeq ? 2 : '\t');
  if (of.form === 'compact json') return JSON.stringify(config);
  const hidden = Object.fromEntries(of.aliased.map((list) => [`x-${list}`, lists[list]]));
  const document = new Document(
    { ...hidden, ...config },
    { aliasDuplicateObjects: of.anchored, compat: 'yaml-1.1' },
  );
  const { contents } = document;
  if (!isMap(contents)) throw new Error('a kubeconfig is a map');
  visit(document, {
    Scalar: (_key, node) => {
      if (node.value === '=') node.type = 'QUOTE_SINGLE';
    },
  });
  if (of.form === 'flow') contents.flow = true;
  for (const list of of.flow) {
    const node = contents.get(list);
    if (isSeq(node)) node.flow = true;
  }
  for (const list of of.aliased) {
    const node = contents.get(`x-${list}`, true);
    if (isSeq(node)) contents.set(list, document.createAlias(node, list));
  }
  if (of.comments)
    visit(document, {
      Pair: (_key, pair) => {
        if (isScalar(pair.key) && of.form === 'block') pair.key.commentBefore = ' why';
      },
    });
  let text = document.toString({ lineWidth: 0, indentSeq: of.indentSeq });
  if (of.form === 'block') {
    const { empty } = of;
    if (empty !== null)
      text = text.replaceAll(/^(\w+): \[\]$/gm, (_all, key: string) => `${key}: ${empty}`.trimEnd());
    else text = text.replaceAll(/^\w+: \[\]\n/gm, '');
    if (of.merged)
      text = `x-base: &base\n  preferences: {}\n  clusters:\n  - {name: base, cluster: {server: "https://b"}}\n<<: *base\n${text}`;
    text = text.replaceAll(/^(?=.)/gm, of.indent);
  }
  const before = of.indent !== '' && of.before === '\ufeff' ? '' : of.before;
  // An end of nothing is no YAML.
  const after = text.trim() === '' ? '' : of.after;
  const whole = before + (of.cut && after === '' ? text.trimEnd() : text + after);
  return whole.replaceAll('\n', of.newline);
});

/** Files with nothing of anybody in them. */
export const EMPTY_KUBECONFIGS = [
  '',
  '\n',
  '# mine\n',
  '# mine',
  '---\n',
  '---',
  '---\n# mine\n',
  '{}',
  '{}\n',
  '{ } # mine\n',
  'null\n',
  '--- {}\n',
  '---\n...\n',
  '\ufeff',
  '\ufeff# mine\n',
  '# mine\r\n',
  '--- null\n',
  '~',
];

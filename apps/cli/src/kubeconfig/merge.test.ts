import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_KUBECONFIGS, oddKubeconfig, YAML_1_1_WORDS } from '../../test/odd-kubeconfigs.ts';
import type { KubeconfigEntry } from './entry.ts';
import { mergeKubeconfig } from './merge.ts';
import { isList, isMap, readYaml, type Plain } from './plain.ts';

const ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/payments';
const NAME = `roster/${ARN}`;
const entry = (more: Partial<KubeconfigEntry> = {}): KubeconfigEntry => ({
  cluster: ARN,
  server: 'https://ABC.eks.amazonaws.com',
  certificateAuthority: 'Q0E='.repeat(60),
  exec: {
    command: '/usr/bin/node',
    script: ['/opt/roster.mjs'],
    options: ['--cluster', 'payments'],
    env: {},
  },
  use: false,
  ...more,
});
const merged = (text: string, ...entries: KubeconfigEntry[]) =>
  mergeKubeconfig(text, entries.length > 0 ? entries : [entry()], 'config');
const read = (text: string) => (readYaml(text, 'config').value as Record<string, Plain> | null) ?? {};
const named = (text: string, list: string) => {
  const items = read(text)[list];
  return isList(items) ? items.map((item) => (isMap(item) ? item['name'] : item)) : items;
};
const ours = (text: string, list: string, name = NAME) => {
  const items = read(text)[list];
  return isList(items) ? items.find((item) => isMap(item) && item['name'] === name) : undefined;
};

const THEIRS = `# written by hand
apiVersion: v1
kind: Config
current-context: lab # mine
preferences: {}
clusters: # all of them
- cluster:
    certificate-authority-data: ${'TEFC'.repeat(60)}
    server:   "https://lab"   # odd blanks
  name: lab
  # inner
# between
contexts:
- context: {cluster: lab, user: me}
  name: lab

users:
- name: me # my own token
  user:
    token: 'abc'
# the end
`;

describe('mergeKubeconfig', () => {
  it.each(EMPTY_KUBECONFIGS)('makes a whole kubeconfig of %j, and keeps what is written there', (text) => {
    const made = merged(text);
    expect(read(made)).toMatchObject({ apiVersion: 'v1', kind: 'Config', 'current-context': NAME });
    for (const list of ['clusters', 'contexts', 'users']) expect(named(made, list)).toEqual([NAME]);
    if (text.includes('# mine')) expect(made).toContain('# mine');
  });

  it('adds its entries behind those of others, and changes no other byte', () => {
    const cluster = [
      ...[`- name: ${NAME}`, '  cluster:', '    server: https://ABC.eks.amazonaws.com'],
      `    certificate-authority-data: ${'Q0E='.repeat(60)}`,
    ];
    const context = [`- name: ${NAME}`, '  context:', `    cluster: ${NAME}`, `    user: ${NAME}`];
    const exec = [
      ...[
        'interactiveMode: Never',
        'provideClusterInfo: false',
        'apiVersion: client.authentication.k8s.io/v1',
      ],
      ...['command: /usr/bin/node', 'args:', '- /opt/roster.mjs', '- token', '- --cluster', '- payments'],
    ];
    const user = [`- name: ${NAME}`, '  user:', '    exec:', ...exec.map((line) => `      ${line}`)];
    const behind = (text: string, line: string, lines: readonly string[]) =>
      text.replace(line, `${line}${lines.map((one) => `${one}\n`).join('')}`);
    const clusters = behind(THEIRS, '  name: lab\n', cluster);
    const contexts = behind(clusters, 'user: me}\n  name: lab\n', context);
    expect(merged(THEIRS)).toBe(behind(contexts, "    token: 'abc'\n", user));
  });

  it('says of every odd file what it said before, and our entries; a second time it changes nothing', () => {
    const entries = fc.uniqueArray(fc.constantFrom(...YAML_1_1_WORDS, 'payments'), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(oddKubeconfig, entries, fc.boolean(), (text, aliases, use) => {
        const made = aliases.map((alias) =>
          entry({
            cluster: `${ARN}-${String(aliases.indexOf(alias))}`,
            alias: `ours ${alias}`,
            namespace: 'y',
            use,
          }),
        );
        const once = mergeKubeconfig(text, made, 'config');
        const [before, after] = [read(text), read(once)];
        const { clusters, contexts, users, 'current-context': current, ...others } = after;
        for (const [list, items] of Object.entries({ clusters, contexts, users })) {
          const theirs = before[list] ?? [];
          expect(isList(items) && isList(theirs) && items.slice(0, theirs.length)).toEqual(theirs);
          expect(isList(items) && isList(theirs) && items.length - theirs.length).toBe(made.length);
        }
        const isEmpty = Object.keys(before).length === 0;
        expect(isEmpty ? { apiVersion: 'v1', kind: 'Config' } : before).toMatchObject(others);
        const wanted = use ? made.at(-1)?.alias : before['current-context'] || made[0]?.alias;
        expect(current).toBe(wanted);
        expect(mergeKubeconfig(once, made, 'config')).toBe(once);
      }),
      { numRuns: 400 },
    );
  });

  it('writes out a list that stands behind an alias, with what the alias meant', () => {
    const text = 'x: &all\n- {name: lab, cluster: {server: "https://lab"}} # kept\nclusters: *all # here\n';
    const made = merged(text);
    expect(named(made, 'clusters')).toEqual(['lab', NAME]);
    expect(made).toContain('x: &all\n- {name: lab, cluster: {server: "https://lab"}} # kept\n');
    expect(read(made)['x']).toEqual(read(text)['x']);
  });

  it.each([
    ['a list that others mean too', 'clusters: &all\n- {name: lab}\nx: *all\n'],
    [
      'an entry of ours that others mean',
      `clusters:\n- &ours {name: ${NAME}, cluster: {server: a}}\nx: *ours\n`,
    ],
  ])('refuses %s', (_what, text) => {
    expect(() => merged(text)).toThrow(/^config shares parts by anchors .* nothing was written$/);
  });
});

describe('an entry that is there', () => {
  const ADDED = `clusters:
- name: ${NAME}
  cluster: # of mine
    server: https://OLD
    proxy-url: socks5://bastion # the way in
    tls-server-name: api.example
contexts:
- name: pay
  context: {cluster: ${NAME}, user: ${NAME}, namespace: shop}
users:
- name: ${NAME}
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: /old/node
      args: [--use-system-ca, /old/roster.mjs, token, --cluster, old, --role=old, --mine, x, --region, old]
      env: [{name: AWS_CA_BUNDLE, value: /ca.pem}, {name: AWS_PROFILE, value: old}]
      installHint: ask Ann
      interactiveMode: IfAvailable
`;
  const made = merged(
    ADDED,
    entry({ alias: 'pay', exec: { ...entry().exec, env: { AWS_PROFILE: 'prod' } } }),
  );

  it('keeps what people added', () => {
    expect(ours(made, 'clusters')).toMatchObject({
      cluster: { 'proxy-url': 'socks5://bastion', 'tls-server-name': 'api.example' },
    });
    expect(ours(made, 'contexts', 'pay')).toMatchObject({ context: { namespace: 'shop' } });
    expect(ours(made, 'users')).toMatchObject({
      user: { exec: { installHint: 'ask Ann', interactiveMode: 'IfAvailable' } },
    });
    for (const comment of ['# of mine', 'proxy-url: socks5://bastion # the way in'])
      expect(made).toContain(comment);
  });

  it('has what Roster owns anew', () => {
    expect(ours(made, 'clusters')).toMatchObject({
      cluster: { server: 'https://ABC.eks.amazonaws.com', 'certificate-authority-data': 'Q0E='.repeat(60) },
    });
    expect(ours(made, 'users')).toMatchObject({
      user: {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: '/usr/bin/node',
          args: ['--use-system-ca', '/opt/roster.mjs', 'token', '--cluster', 'payments', '--mine', 'x'],
          env: [
            { name: 'AWS_CA_BUNDLE', value: '/ca.pem' },
            { name: 'AWS_PROFILE', value: 'prod' },
          ],
        },
      },
    });
  });

  it('becomes current when asked to, and gets the namespace that is given', () => {
    const again = merged(
      `${ADDED}current-context: lab # mine\n`,
      entry({ alias: 'pay', use: true, namespace: 'no' }),
    );
    expect(again).toContain('current-context: pay # mine\n');
    expect(ours(again, 'contexts', 'pay')).toMatchObject({ context: { namespace: 'no' } });
  });
});

it.each([
  ['a: [', /^config cannot be read as YAML \(line 1, column \d+\)/],
  ['kind: Pod', /is no kubeconfig: its kind is "Pod", and not Config/],
  ['apiVersion: v2', /its apiVersion is "v2"/],
  ['- a', /is no kubeconfig: it holds no map/],
  [
    'kind: Config\n---\nkind: Config',
    /holds more than one YAML document \(line 2\), of which kubectl reads the first/,
  ],
  ['---\n---\nkind: Config', /more than one YAML document/],
  ['clusters: {a: b}', /its clusters are no list/],
  ['clusters: [a]', /one of its clusters is no map/],
  ['clusters:\n- name: 1_27\n', /the name .* in clusters needs quotes/],
  ['users: [{name: a}, {name: a}]', /two of its users have the name "a"/],
  ['current-context: 1', /its current-context needs quotes/],
  [THEIRS.replaceAll('lab', 'pay'), /has a context pay of something else: choose another --alias/],
])('refuses %j', (text, message) => {
  expect(() => merged(text, entry({ alias: 'pay' }))).toThrow(message);
  expect(() => merged(text, entry({ alias: 'pay' }))).toThrow(/nothing was written$/);
});

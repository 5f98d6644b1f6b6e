import { describe, expect, it } from 'vitest';
import { user } from './harness.ts';

const GOOD = `apiVersion: v1
kind: ConfigMap
metadata: { name: aws-auth, namespace: kube-system }
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/Ops
      username: ops
      groups: [operators]
  mapAccounts: |
    - "555566667777"
`;
const USER_AS_NODE = `apiVersion: v1
kind: ConfigMap
metadata: { name: aws-auth, namespace: kube-system }
data:
  mapUsers: |
    - userarn: arn:aws:iam::111122223333:user/jane
      username: system:node:{{EC2PrivateDNSName}}
      groups: [dev]
`;
const BROKEN = `apiVersion: v1
kind: ConfigMap
metadata: { name: aws-auth, namespace: kube-system }
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/Ops
     username: ops
`;

it('a good document: what the authenticator would hold, and exit 0', async () => {
  await using ann = await user({ files: { 'aws-auth.yaml': GOOD } });
  expect(await ann.run('lint', 'aws-auth.yaml')).toMatchObject({ code: 0, stderr: '' });
  expect(await ann.json('lint', 'aws-auth.yaml')).toEqual([
    {
      ...{ file: 'aws-auth.yaml', document: 1, name: 'aws-auth', namespace: 'kube-system' },
      at: { line: 1, column: 1 },
      roles: [{ arn: 'arn:aws:iam::111122223333:role/Ops', username: 'ops', groups: ['operators'] }],
      ...{ users: [], accounts: ['555566667777'], problems: [] },
    },
  ]);
});

it('a broken document beside a good one: empty lists, an error at its place, and exit 1', async () => {
  await using ann = await user({ files: { 'both.yaml': `${GOOD}---\n${BROKEN}` } });
  const ran = await ann.run('lint', 'both.yaml', '-o', 'json');
  expect(ran).toMatchObject({ code: 1 });
  const [good, broken] = JSON.parse(ran.stdout) as Record<string, unknown>[];
  expect(good).toMatchObject({ document: 1, problems: [{ code: 'twice-in-file', line: 1 }] });
  expect(broken).toMatchObject({
    ...{ file: 'both.yaml', document: 2, roles: [], users: [], accounts: [] },
    problems: [
      {
        severity: 'error',
        code: 'yaml-error',
        message: expect.stringContaining('mapRoles cannot be read') as string,
        line: 18,
        column: 6,
      },
    ],
  });
});

it('a file that is not there: the others are still told, and exit 2 outranks 1', async () => {
  await using ann = await user({ files: { 'broken.yaml': BROKEN } });
  const ran = await ann.run('lint', 'nowhere.yaml', 'broken.yaml');
  expect(ran).toMatchObject({ code: 2 });
  expect(ran.stdout).toContain('broken.yaml:');
  expect(ran.stderr).toContain('nowhere.yaml');
});

it('reads standard input as -', async () => {
  await using ann = await user({ stdin: GOOD });
  expect(await ann.json('lint', '-')).toMatchObject([{ file: '-', accounts: ['555566667777'] }]);
});

const OTHERS = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: aws-auth, namespace: kube-system }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: b }
`;

describe('what Helm or kustomize renders', () => {
  it('passes over other objects, counts them, and looks at aws-auth', async () => {
    await using ann = await user({ stdin: `${OTHERS}---\n${GOOD}` });
    const ran = await ann.run('lint', '-');
    expect(ran).toMatchObject({ code: 0, stderr: '3 other objects passed over\n' });
    expect(ran.stdout).toContain('grants 2 rows');
    expect(await ann.json('lint', '-')).toMatchObject([{ document: 4, problems: [] }]);
  });

  it('is wrong without an aws-auth, and with one that is not read', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${OTHERS.split('---')[0]?.trim().replaceAll('\n', '\n  ') ?? ''}\n`;
    const slip = GOOD.replace('kind: ConfigMap', 'kind: Configmap');
    const elsewhere = GOOD.replace('kube-system', 'default');
    const name = GOOD.replace('name: aws-auth', 'name: awsauth');
    await using ann = await user({
      files: {
        'others.yaml': OTHERS,
        'list.yaml': list,
        'slip.yaml': slip,
        'ns.yaml': elsewhere,
        'name.yaml': name,
      },
    });
    for (const file of ['others.yaml', 'list.yaml']) {
      const none = await ann.run('lint', file);
      expect(none).toMatchObject({ code: 1, stdout: '' });
      expect(none.stderr).toContain('no aws-auth in there');
    }
    for (const [file, code] of [
      ['slip.yaml', 'not-a-config-map'],
      ['ns.yaml', 'wrong-namespace'],
      ['name.yaml', 'wrong-name'],
    ] as const) {
      expect(await ann.run('lint', file)).toMatchObject({
        code: 1,
        stdout: expect.stringContaining(code) as string,
      });
    }
  });
});

describe('two aws-auth', () => {
  const other = GOOD.replaceAll('Ops', 'Dev');

  it('in one file, and in one list: an error, for the last one takes the place of the others', async () => {
    const asItem = (text: string) => `- ${text.trim().replaceAll('\n', '\n  ')}\n`;
    const list = `apiVersion: v1\nkind: List\nitems:\n${asItem(GOOD)}${asItem(other)}`;
    await using ann = await user({ files: { 'two.yaml': `${GOOD}---\n${other}`, 'list.yaml': list } });
    for (const file of ['two.yaml', 'list.yaml']) {
      expect(await ann.run('lint', file)).toMatchObject({ code: 1 });
      expect(await ann.json('lint', file)).toMatchObject([
        { document: 1, problems: [{ severity: 'error', code: 'twice-in-file' }] },
        { document: 2, problems: [] },
      ]);
    }
  });

  it('in two files may be for two clusters: that is said, and no error', async () => {
    await using ann = await user({ files: { 'a.yaml': GOOD, 'b.yaml': other } });
    const ran = await ann.run('lint', 'a.yaml', 'b.yaml');
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain('warning: aws-auth is in a.yaml, b.yaml: on one cluster');
  });
});

describe('an aws-auth that would do harm as it is', () => {
  it.each([
    ['nobody gets in', GOOD.replace(/^data:[^]*/m, 'data: {}\n'), 'no-rows'],
    ['nobody gets in', GOOD.replace(/^data:[^]*/m, ''), 'no-data'],
    ['it can never be changed', `${GOOD}immutable: true\n`, 'immutable'],
    ['a user is mapped as a node', USER_AS_NODE, 'node'],
  ])('%s', async (_, text, code) => {
    await using ann = await user({ files: { 'x.yaml': text } });
    const { stdout, code: exit } = await ann.run('lint', 'x.yaml');
    expect({ stdout, exit }).toEqual({
      stdout: expect.stringMatching(`(error|warning).*${code}`) as string,
      exit: 1,
    });
  });
});

it('shows characters that a terminal does not, escaped', async () => {
  const hidden = 'ops\u200b\u00ad\u2060\u180e\u00a0\u202e\u001b[2J';
  const text = GOOD.replace('username: ops', `username: ${JSON.stringify(hidden)}`);
  await using ann = await user({ files: { 'x.yaml': text } });
  const { stdout } = await ann.run('lint', 'x.yaml');
  expect(stdout).toContain(
    String.raw`ops\u{200b}\u{ad}\u{2060}\u{180e}\u{a0}\u{202e}\u{1b}[2J`.replaceAll('\\\\', '\\'),
  );
});

it('names files as they were given, and what is no file', async () => {
  await using ann = await user({ files: { 'folder/x.yaml': GOOD } });
  const { code, stderr } = await ann.run('lint', './nofile.yaml', 'folder');
  expect({ code, stderr }).toMatchObject({ code: 2 });
  expect(stderr).toContain('./nofile.yaml: there is no such file\nfolder: is a folder: name its files\n');
});

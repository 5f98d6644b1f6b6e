import { describe, expect, it } from 'vitest';
import { isOtherObject, readManifests } from './read-manifests.ts';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n';
const arn = 'arn:aws:iam::111122223333:role/A';
const only = (text: string) => readManifests(text)[0]!;
const problems = (text: string) =>
  readManifests(text).flatMap((manifest) => manifest.problems.map((p) => `${p.line}:${p.column} ${p.code}`));

describe('readManifests', () => {
  it('reads every document of a file, and counts them from 1', () => {
    const doc = `${head}data:\n  mapRoles: |\n    - rolearn: ${arn}\n      username: a\n      groups: [g]\n`;
    const both = readManifests(`---\n${doc}---\n${doc.replace('username: a', 'username: b')}`);
    expect(both.map(({ document }) => document)).toEqual([1, 2]);
    expect(both.map(({ reading }) => reading.roles[0]?.username)).toEqual(['a', 'b']);
  });

  it('takes the items of a list, and JSON', () => {
    const item = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'aws-auth', namespace: 'kube-system' },
      data: { mapAccounts: '- "111122223333"' },
    };
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item, item] });
    expect(readManifests(list).map(({ name, problems }) => [name, problems])).toEqual([
      ['aws-auth', []],
      ['aws-auth', []],
    ]);
  });

  it.each([
    ['in a block', `  mapRoles: |\n    - rolearn: ${arn}\n      username: 5\n      groups: [g]\n`, '9:17'],
    ['in quotes', `  mapRoles: "- rolearn: ${arn}\\n  username: 5\\n  groups: [g]\\n"\n`, '7:71'],
  ])('places a problem of a value %s in the file', (_, data, place) => {
    expect(problems(`${head}data:\n${data}`)).toEqual([`${place} username-not-text`]);
  });

  it('says what nobody reads, and what kubectl would refuse', () => {
    expect(problems(`${head.replace('aws-auth', 'other')}data: {}\n`)).toEqual(['4:3 wrong-name']);
    expect(problems(`${head.replace('kube-system', 'default')}data: {}\n`)).toEqual(['4:3 wrong-namespace']);
    expect(problems(head.replace('  namespace: kube-system\n', 'data: {}\n'))).toEqual([
      '4:3 no-namespace',
      '1:1 no-rows',
    ]);
    expect(problems(head.replace(/metadata:[^]*/, 'data: {}\n'))).toEqual(['1:1 no-name']);
    expect(problems(`${head.replace('kind: ConfigMap\n', '')}data: {}\n`)).toEqual(['1:1 no-kind']);
    expect(problems(`${head.replace('v1', 'v2')}data: {}\n`)).toEqual(['1:13 wrong-api-version']);
    expect(problems(`${head}mapRoles: ""\n`)).toEqual(['6:1 outside-of-data']);
    expect(problems(`${head}data: 5\n`)).toEqual(['6:7 data-not-a-map']);
    expect(problems(head)).toEqual(['1:1 no-data']);
    expect(problems('kind: Pod\n')).toEqual(['1:1 not-a-config-map']);
    expect(problems('data:\n  mapRoles: ""\n')).toEqual(['1:1 data-alone']);
  });

  it.each([
    ['- rolearn: x\n', '1:1 not-a-manifest'],
    ['====\n# a banner\nkind: ConfigMap\n', '1:1 not-a-manifest'],
    ['aws_auth: []\n', '1:1 no-data'],
    ['', '1:1 empty'],
    ['# nothing\n---\n# more\n', '1:1 empty'],
    ['--- text\n', '1:1 bad-separator'],
    ['%YAML 1.2\n', '1:1 not-yaml'],
  ])('says what %j is', (text, problem) => expect(problems(text)).toContain(problem));

  it('says where a document ends before its text does', () => {
    expect(problems(`[]\n${head}data: {}\n`)).toContain('2:1 ignored-text');
  });

  it.each([
    'data: {}',
    'data:',
    'data: {mapRoles: "", mapUsers: "[]"}',
    'data: {mapRoles: "# none"}',
    'data: {other: x}',
  ])('says that nobody gets in by %j', (data) =>
    expect(problems(`${head}${data}\n`)).toContain('1:1 no-rows'),
  );

  it('says that an immutable one can never be changed', () => {
    const data = `data: { mapAccounts: '- "111122223333"' }\n`;
    expect(problems(`${head}${data}immutable: true\n`)).toEqual(['7:12 immutable']);
    expect(problems(`${head}${data}immutable: false\n`)).toEqual([]);
  });

  it('knows what has nothing to do with aws-auth', () => {
    const isOther = (text: string) => readManifests(text).map(isOtherObject);
    const named = (kind: string, name: string, data = '{}') =>
      `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: kube-system }\ndata: ${data}\n`;
    expect(isOther(named('Deployment', 'web') + '---\n' + named('Role', 'aws-auth'))).toEqual([true, true]);
    expect(isOther(named('ConfigMap', 'settings'))).toEqual([true]);
    expect(isOther(named('ConfigMap', 'aws-auth') + '---\n' + named('Configmap', 'aws-auth'))).toEqual([
      false,
      false,
    ]);
    expect(isOther(named('ConfigMap', 'awsauth', '{ mapRoles: "" }'))).toEqual([false]);
    expect(isOther('a text\n---\n- a list\n---\n{')).toEqual([false, false, false]);
    expect(
      isOther(`apiVersion: v1\nkind: List\nitems:\n- ${named('Pod', 'x').replaceAll('\n', '\n  ')}\n`),
    ).toEqual([true]);
  });

  it('reads JSON objects one after the other, with the escapes that only JSON has', () => {
    const json = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'aws-auth', namespace: 'kube-system' },
      data: { mapRoles: `- rolearn: ${arn}\n  username: "\ud83d\ude00 x"\n  groups: [g]\n` },
    }).replaceAll('/', '\\/');
    const [first, second, ...more] = readManifests(`${json}\n${json}`);
    expect(more).toEqual([]);
    expect(first?.reading.roles).toEqual(second?.reading.roles);
    expect(first?.reading.roles).toMatchObject([{ arn, username: '\ud83d\ude00 x' }]);
    expect(second?.problems).toMatchObject([{ code: 'blank-in-username', line: 2 }]);
  });

  it('has nothing of a value that is a real list', () => {
    const manifest = only(`${head}data:\n  mapRoles:\n    - rolearn: ${arn}\n`);
    expect(manifest.data).toBeUndefined();
    expect(manifest.reading.roles).toEqual([]);
    expect(manifest.problems).toMatchObject([{ severity: 'error', code: 'value-not-text', line: 8 }]);
  });

  it('takes the last of a key that stands twice, and says that the first is gone', () => {
    const manifest = only(`${head}data:\n  mapUsers: "[]"\n  mapUsers: "~"\n`);
    expect(manifest.data).toEqual({ mapUsers: '~' });
    expect(manifest.problems).toMatchObject([{ code: 'repeated-key', line: 8, column: 3 }]);
  });

  it('has an error at the place where a document is no YAML', () => {
    expect(problems(`${head}data:\n\tmapRoles: ""\n`)).toEqual(['7:1 not-yaml']);
    expect(only(`${head}data:\n  mapRoles: |\n    - a\n%{ for x }\n`).problems[0]?.message).toMatch(
      /template/,
    );
  });
});

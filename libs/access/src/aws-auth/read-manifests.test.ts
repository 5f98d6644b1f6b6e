import { describe, expect, it } from 'vitest';
import { readManifests } from './read-manifests.ts';

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
      metadata: { name: 'aws-auth' },
      data: { mapUsers: '[]' },
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
    expect(problems('data:\n  mapRoles: ""\n')).toEqual(['1:1 no-kind']);
    expect(problems(`${head}mapRoles: ""\n`)).toEqual(['1:1 no-data']);
    expect(problems('- rolearn: x\n')).toEqual(['1:1 not-a-manifest']);
    expect(problems('')).toEqual(['1:1 empty']);
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

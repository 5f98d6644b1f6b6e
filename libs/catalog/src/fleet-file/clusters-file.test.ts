import { describe, expect, it } from 'vitest';
import { loaded } from '../../test/loaded.ts';
import { readClustersFile, renderClustersFile } from './clusters-file.ts';

const found = [
  { name: 'b', account: '111122223333', region: 'eu-west-1', labels: { env: 'prod', version: '1.30' } },
  { name: 'a', account: '012345678901', region: 'us-east-1', labels: {} },
];
const text = renderClustersFile(found);

describe('renderClustersFile', () => {
  it('sorts clusters, and quotes accounts', () => {
    expect(text.replace(/^#.*\n/gm, '').trim()).toBe(
      [
        'apiVersion: roster/v1',
        'clusters:',
        '  - name: a',
        '    account: "012345678901"',
        '    region: us-east-1',
        '  - name: b',
        '    account: "111122223333"',
        '    region: eu-west-1',
        '    labels:',
        '      env: prod',
        '      version: "1.30"',
      ].join('\n'),
    );
  });

  it('says in a comment who writes it', () => {
    expect(renderClustersFile([])).toMatch(/^# The clusters that EKS lists\. Written by `roster discover`/);
  });

  it('is read as a fleet file', () => {
    const { clusters } = loaded(text);
    expect(clusters.map(({ arn }) => arn)).toEqual([
      'arn:aws:eks:us-east-1:012345678901:cluster/a',
      'arn:aws:eks:eu-west-1:111122223333:cluster/b',
    ]);
  });
});

describe('readClustersFile', () => {
  it('reads what was written, by ARN', () => {
    expect(readClustersFile('c.yaml', text)).toEqual(
      new Map([
        ['arn:aws:eks:eu-west-1:111122223333:cluster/b', found[0]],
        ['arn:aws:eks:us-east-1:012345678901:cluster/a', found[1]],
      ]),
    );
    expect(readClustersFile('c.yaml', renderClustersFile([]))).toEqual(new Map());
  });

  const checks = 'checks: { pods: [{ namespace: a, namePrefix: b }] }';
  it.each([
    ['a file of somebody else', 'apiVersion: roster/v1\nclusters: []\n', 1, /not written by roster discover/],
    ['an empty file', '', 1, /not written by roster discover/],
    ['one that cannot be read', `${text}  - name: [`, 15, /./],
    ['one with grants', `${text}grants: []\n`, 15, /has grants, which would be lost/],
    ['one with settings', `${text}protected: []\n`, 15, /has protected, which would be lost/],
    ['a cluster with checks', `${text}    ${checks}\n`, 9, /roles or checks, which would be lost/],
  ])('refuses %s', (_, written, line, message) => {
    const read = readClustersFile('c.yaml', written);
    const [problem] = 'problems' in read ? read.problems : [];
    expect(problem).toMatchObject({
      file: 'c.yaml',
      line,
      message: expect.stringMatching(message) as string,
    });
  });
});

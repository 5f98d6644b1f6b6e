import { expect, it } from 'vitest';
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
      ...{ file: 'aws-auth.yaml', document: 1 },
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
  expect(good).toMatchObject({ document: 1, problems: [] });
  expect(broken).toEqual({
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

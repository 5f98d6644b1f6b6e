import { expect, it } from 'vitest';
import { readAwsAuth } from '../read.ts';

const ROLE = 'arn:aws:iam::111122223333:role/A';
const USER = 'arn:aws:iam::111122223333:user/A';
const ROOT = 'arn:aws:iam::111122223333:root';
const NODE = 'system:node:{{EC2PrivateDNSName}}';

/** What lint says of a row, `severity code` each; the row is JSON, which is YAML. */
function told(arn: string, username: string, groups: readonly string[]): readonly string[] {
  const { problems } = readAwsAuth({ mapRoles: JSON.stringify([{ rolearn: arn, username, groups }]) });
  return problems
    .filter(({ code }) => code !== 'user-in-map-roles' && code !== 'root-arn')
    .map(({ severity, code }) => `${severity} ${code}`);
}

it.each<[string, string, readonly string[]]>([
  [ROLE, 'admin:{{SessionName}}', ['system:masters', 'viewers']],
  [ROLE, NODE, ['system:bootstrappers', 'system:nodes', 'eks:kube-proxy-windows']],
  [ROLE, 'system:node:{{SessionName}}', ['system:bootstrappers', 'system:nodes', 'system:node-proxier']],
  [ROLE, 'roster-write', ['roster:write', 'roster:read']],
  [ROLE, '{{SessionName}}', ['team-{{AccountID}}']],
  [USER, 'bob', ['system:masters']],
])('says nothing of %s as %s with %j', (arn, username, groups) =>
  expect(told(arn, username, groups)).toEqual([]),
);

it.each<[string, string, readonly string[], string]>([
  // What no sane row has: Apply writes none of it.
  [ROLE, 'a', ['system:{{SessionName}}'], 'error template-in-group'],
  [ROLE, 'a', ['{{SessionNameRaw}}:masters'], 'error template-in-group'],
  [ROLE, 'a', ['system:{{AccountID}}'], 'error template-in-group'],
  [ROLE, 'a', ['roster:{{SessionName}}'], 'error template-in-group'],
  [ROLE, 'a', [NODE], 'error template-in-group'],
  [ROLE, '{{SessionName}}:{{SessionName}}', ['x'], 'error template-in-username'],
  [ROLE, 'system:serviceaccount:kube-system:{{SessionName}}', ['x'], 'error template-in-username'],
  [ROLE, 'a\u0000', ['x'], 'error hidden-character'],
  [ROLE, 'a\nb', ['x'], 'error hidden-character'],
  [ROLE, 'ad\u200bmin', ['x'], 'error hidden-character'],
  [ROLE, 'a', ['view\u2060ers'], 'error hidden-character'],
  [ROLE, 'a', ['\u202eview'], 'error hidden-character'],
  [ROLE, 'a', ['System:Masters'], 'error unknown-group'],
  [ROLE, 'a', ['system:node'], 'error unknown-group'],
  [USER, NODE, ['dev'], 'error user-as-node'],
  [USER, 'system:node:{{SessionName}}', ['dev'], 'error user-as-node'],
  [USER, 'bob-{{EC2PrivateDNSName}}', ['dev'], 'error user-as-node'],
  [ROOT, NODE, ['dev'], 'error user-as-node'],
  // Odd, and sometimes meant.
  [ROLE, 'a', ['{{SessionName}}'], 'warning template-in-group'],
  [ROLE, 'a', ['system-masters'], 'error unknown-group'],
  [ROLE, 'a', ['system:serviceaccounts:kube-system'], 'warning reserved-group'],
  [ROLE, 'a', ['eks:admins'], 'warning reserved-group'],
  [ROLE, 'system:kube-controller-manager', ['x'], 'warning reserved-username'],
  [ROLE, 'system:serviceaccount:kube-system:x', ['x'], 'warning reserved-username'],
  [ROLE, 'system:node:fixed', ['x'], 'warning reserved-username'],
  [USER, 'bob:{{SessionName}}', ['x'], 'warning no-session'],
])('of %s as %j with %j it is one problem: %s', (arn, username, groups, problem) =>
  expect(told(arn, username, groups)).toEqual([problem]),
);

it('shows what is hidden', () => {
  const row = [{ rolearn: ROLE, username: 'a', groups: ['view\u200bers\n'] }];
  const messages = readAwsAuth({ mapRoles: JSON.stringify(row) }).problems.map(({ message }) => message);
  expect(messages.join(' ')).toContain('"view\\u{200b}ers\\u{a}"');
});

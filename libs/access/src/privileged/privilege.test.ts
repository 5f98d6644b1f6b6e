import { describe, expect, it } from 'vitest';
import { privilegeOf, privilegesOf } from './privilege.ts';

const rules = { privilegedGroups: ['platform-admins', 'sre:leads'] };
const byGroup = (...groups: string[]) => privilegeOf({ username: 'someone', groups }, rules);
const byUsername = (username: string) => privilegeOf({ username, groups: ['viewers'] }, rules);

describe('privilegeOf', () => {
  it.each([
    'system:masters',
    'system:authenticated',
    'system:node',
    'system:nodes',
    'system:serviceaccounts',
    'system:serviceaccounts:kube-system',
    'system:',
    'eks:cluster-bootstrap',
    'eks:kube-proxy-windows',
    'aws:anything',
    'amazon:anything',
    'iam:anything',
    'roster:write',
    'platform-admins',
    'sre:leads',
  ])('is the group %s', (group) => expect(byGroup('viewers', group)).toBe(`group ${group}`));

  it.each([
    'viewers',
    'roster:read',
    'masters',
    'system',
    'systems:masters',
    'my-system:masters',
    ' system:masters',
    'platform-admins ',
    'ROSTER:WRITE',
    'roster:writers',
    'leads',
    '',
    // Kubernetes compares letter by letter.
    'System:Masters',
    'SYSTEM:MASTERS',
    'EKS:admins',
    // What no template of the authenticator is, stands as it is written.
    '{{Session}}:masters',
    '{{ SessionName }}:masters',
    '{{sessionname}}:masters',
    '{SessionName}:masters',
  ])('is not the group "%s"', (group) => expect(byGroup(group)).toBeUndefined());

  it.each([
    ['system:{{SessionName}}', 'system:masters'],
    ['system:{{SessionNameRaw}}', 'system:masters'],
    ['system:masters{{SessionName}}', 'system:masters'],
    ['{{SessionName}}:masters', 'system:masters'],
    ['{{SessionNameRaw}}:masters', 'system:masters'],
    ['{{SessionName}}{{SessionNameRaw}}:masters', 'system:masters'],
    ['s{{SessionName}}m:masters', 'system:masters'],
    ['sys{{SessionName}}:masters', 'system:masters'],
    ['sys{{SessionName}}tem:masters', 'system:masters'],
    ['{{SessionName}}system:masters', 'system:masters'],
    ['{{SessionName}}:{{SessionName}}', 'system:masters'],
    ['{{EC2PrivateDNSName}}:masters', 'system:masters'],
    ['sys{{SessionName}}:x', 'system:…'],
    ['{{SessionName}}:x', 'system:…'],
    ['ek{{SessionName}}:x', 'eks:…'],
    ['a{{SessionName}}:x', 'aws:…'],
    ['am{{SessionName}}:x', 'amazon:…'],
    ['ia{{SessionNameRaw}}:x', 'iam:…'],
    ['system:{{AccountID}}', 'system:…'],
    ['system:x-{{AccessKeyID}}', 'system:…'],
    ['roster:{{SessionName}}', 'roster:write'],
    ['roster:w{{SessionName}}e', 'roster:write'],
    ['{{SessionName}}:write', 'roster:write'],
    ['{{SessionName}}', 'platform-admins'],
    ['{{SessionNameRaw}}s', 'platform-admins'],
    ['platform-{{SessionName}}', 'platform-admins'],
    ['sre:{{EC2PrivateDNSName}}', 'sre:leads'],
    // One value completes the name of a template that is filled in after it.
    ['{{Session{{SessionName}}ameRaw}}azon:x', 'system:masters'],
  ])('is the group %s, which can become %s', (group, target) =>
    expect(byGroup(group)).toBe(`group ${group} (can become ${target})`),
  );

  it.each([
    'team-{{SessionName}}',
    'team:{{SessionName}}',
    'sys{{SessionName}}',
    'systemx{{SessionName}}:masters',
    '{{SessionName}} ',
    '{{AccountID}}',
    '{{AccountID}}:masters',
    '{{AccessKeyID}}:masters',
    'system{{AccountID}}:masters',
    'roster:write-{{AccountID}}',
    'platform-admins-{{SessionName}}',
    'roster:read{{SessionName}}',
  ])('is not the group %s, whatever fills it', (group) => expect(byGroup(group)).toBeUndefined());

  it.each([
    ['system:masters', ''],
    ['system:admin', ''],
    ['system:kube-controller-manager', ''],
    ['system:kube-scheduler', ''],
    ['system:serviceaccount:kube-system:deployment-controller', ''],
    ['system:node:ip-10-0-0-1.eu-west-1.compute.internal', ''],
    ['eks:addon-manager', ''],
    ['aws:x', ''],
    ['amazon:x', ''],
    ['iam:x', ''],
    ['system:node:{{EC2PrivateDNSName}}', 'system:…'],
    ['system:node:{{SessionName}}', 'system:…'],
    ['system:serviceaccount:kube-system:{{SessionName}}', 'system:…'],
    ['sys{{SessionName}}:kube-scheduler', 'system:…'],
    ['{{SessionName}}:{{SessionName}}', 'system:…'],
  ])('is the username %s', (username, target) =>
    expect(byUsername(username)).toBe(
      `username ${username}${target === '' ? '' : ` (can become ${target})`}`,
    ),
  );

  it.each([
    'someone',
    'roster:write',
    'platform-admins',
    'System:kube-scheduler',
    'admin:{{SessionName}}',
    '{{SessionName}}',
    '{{AccountID}}:{{SessionName}}',
    'sys{{SessionName}}',
    '',
  ])('is not the username "%s"', (username) => expect(byUsername(username)).toBeUndefined());

  it('names system:masters first, and every reason once', () => {
    const access = {
      username: 'system:admin',
      groups: ['eks:a', 'viewers', 'system:masters', 'eks:a', 'platform-admins'],
    };
    expect(privilegeOf(access, rules)).toBe('group system:masters');
    expect(privilegesOf(access, rules)).toEqual([
      'group system:masters',
      'group eks:a',
      'group platform-admins',
      'username system:admin',
    ]);
  });

  it('knows no other groups where no rule names them', () => {
    expect(
      privilegeOf({ username: 'a', groups: ['platform-admins'] }, { privilegedGroups: [] }),
    ).toBeUndefined();
  });

  it('takes time by the length of the text alone', () => {
    const long = '{{SessionName}}'.repeat(70_000);
    const started = performance.now();
    expect(byGroup(`${long}:nothing`)).toContain('can become system:…');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

import { describe, expect, it } from 'vitest';
import { accessFaults, faultText } from './access-faults.ts';

const told = (username: string, groups: readonly string[], kind: 'role' | 'user' = 'role') =>
  accessFaults({ username, groups }, kind).map((fault) => faultText({ username, groups }, fault));

const DNS = 'system:node:{{EC2PrivateDNSName}}';
const NODES = ['system:bootstrappers', 'system:nodes'];

describe('what a grant may give', () => {
  it.each<[string, string, readonly string[]]>([
    ['ordinary access', 'ops', ['operators', 'viewers']],
    ['every right', 'admin', ['system:masters']],
    ['a group with a reserved prefix', 'addons', ['eks:addon-manager']],
    ['a name of Kubernetes', 'system:kube-scheduler', ['viewers']],
    ['our own write group', 'roster-write', ['roster:write']],
    ['a session behind a fixed prefix', 'admin:{{SessionName}}', ['operators']],
    ['a raw session behind one', 'admin:{{SessionNameRaw}}', ['operators']],
    ['several templates behind one', 'team-{{AccountID}}:{{SessionName}}', ['operators']],
    ['nodes', DNS, NODES],
    ['Fargate', 'system:node:{{SessionName}}', [...NODES, 'system:node-proxier']],
    ['Windows nodes', DNS, [...NODES, 'eks:kube-proxy-windows']],
    ['letters of all the world', 'jürgen.müller@example.com', ['équipe', '開発']],
  ])('%s', (_, username, groups) => expect(told(username, groups)).toEqual([]));
});

describe('no grant gives', () => {
  it.each([
    ...['system:{{SessionName}}', '{{SessionName}}', 'team-{{SessionName}}', 'x-{{AccountID}}'],
    ...['{{AccessKeyID}}', 'a{{EC2PrivateDNSName}}b', '{{SessionNameRaw}}s', '{{Sesion}}', '{x}'],
  ])('the group %s: it holds a template', (group) => {
    expect(told('ops', ['viewers', group])).toEqual([
      `the group "${group}" must not hold a template: a session chooses its own name, and so its group`,
    ]);
  });

  it.each(['{{SessionName}}', '{{SessionNameRaw}}:x', '{{AccountID}}:{{SessionName}}', ' {{SessionName}}'])(
    'the username "%s": nothing fixed stands before its template',
    (username) =>
      expect(told(username, ['viewers'])).toEqual([expect.stringContaining('begin with a fixed text')]),
  );

  it.each([
    ...['system:{{SessionName}}', 'system:serviceaccount:kube-system:{{SessionName}}', 'eks:{{SessionName}}'],
    ...[
      'sys{{SessionName}}:x',
      's{{SessionName}}:{{SessionNameRaw}}',
      'iam:{{AccountID}}',
      'e{{SessionName}}:x',
    ],
    // Nodes have the exact form and no other.
    ...['system:node:{{SessionNameRaw}}', `${DNS}.local`, 'system:node:{{AccountID}}'],
  ])('the username %s: it can begin with a reserved prefix', (username) =>
    expect(told(username, NODES)).toEqual([expect.stringContaining('reserved prefix')]),
  );

  it.each([['viewers'], [...NODES, 'viewers'], [...NODES, 'system:masters'], ['System:Nodes']])(
    'the name of nodes with the groups %j',
    (...groups) => expect(told(DNS, groups)).toEqual([expect.stringContaining('exact node form')]),
  );

  it.each([
    ['NUL', 'a\u0000b'],
    ['a newline', 'a\nb'],
    ['a carriage return', 'a\r'],
    ['a tab', 'a\tb'],
    ['an escape', 'a\u001b[2Jb'],
    ['a zero-width space', 'a\u200bb'],
    ['a zero-width joiner', 'a\u200db'],
    ['a byte order mark', '\ufeffa'],
    ['a change of direction', 'a\u202eb'],
    ['a soft hyphen', 'a\u00adb'],
    ['a line separator', 'a\u2028b'],
    ['a filler', 'a\u3164b'],
    ['half a letter', 'a\ud800b'],
    ['a private character', 'a\ue000b'],
  ])('%s in a username or group', (_, text) => {
    expect(told(text, ['viewers'])).toEqual([
      `the username ${JSON.stringify(text)} must not hold control characters or invisible ones`,
    ]);
    expect(told('ops', [text])).toEqual([
      `the group ${JSON.stringify(text)} must not hold control characters or invisible ones`,
    ]);
  });

  it.each([
    ...['system:master', 'System:Masters', 'SYSTEM:MASTERS', 'system:node', 'system:bootstrapper'],
    ...['system-masters', 'two words', 'a - b', '<group>', '%s'],
  ])('the group "%s": lint calls it an error', (group) => {
    expect(told('ops', ['viewers', group])).toEqual([
      expect.stringMatching(
        `^the group ${JSON.stringify(group).replace(/[$()]/g, '.')} is an error to lint: `,
      ),
    ]);
  });

  it.each([
    ['a node to a user', DNS, NODES],
    ['a Fargate pod to a user', 'system:node:{{SessionName}}', NODES],
  ])('%s', (_, username, groups) => {
    expect(told(username, groups, 'user')).toEqual([expect.stringContaining('an IAM user is no node')]);
  });

  it('nodes that are masters, by a fixed name either', () => {
    expect(told('system:node:ip-10-0-0-1', ['system:masters'])).toEqual([
      expect.stringContaining('would be an administrator'),
    ]);
  });

  it('tells all that is wrong with its texts at once', () => {
    expect(
      accessFaults({ username: '{{SessionName}}', groups: ['a', '{{SessionName}}', 'b\n'] }, 'role'),
    ).toMatchObject([{ field: 'username' }, { field: 'groups', index: 1 }, { field: 'groups', index: 2 }]);
  });
});

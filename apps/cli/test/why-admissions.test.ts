import { expect, it } from 'vitest';
import { ACCOUNT, ask, BASE, ops, reader, row, type Asked } from './ask-why.ts';

const session = (name: string) => `arn:aws:sts::${ACCOUNT}:assumed-role/Ops/${name}`;
const bob = `arn:aws:iam::${ACCOUNT}:user/Bob`;
const NODE = "'system:node:{{EC2PrivateDNSName}}'";
const userRow = (arn: string, username: string, ...groups: readonly string[]) =>
  `- userarn: ${arn}\n  username: ${username}\n  groups: [${groups.join(', ')}]\n`;

/** What is asked, as whom it gets in (undefined: it does not), and notes that are among those given. */
it.each<[string, Asked, readonly [username: string, ...groups: string[]] | undefined, readonly string[]]>([
  [
    "a person's session, by a row for nodes",
    { principal: session('ann'), mapRoles: BASE + row(ops, NODE, 'system:nodes') },
    undefined,
    ['refused'],
  ],
  [
    "a person's session, by a group that wants an instance",
    { principal: session('ann'), mapRoles: BASE + row(ops, 'ops', NODE) },
    undefined,
    ['refused'],
  ],
  [
    'a user, who has no session, by a row for nodes',
    { principal: bob, mapUsers: userRow(bob, NODE, 'operators') },
    undefined,
    ['refused'],
  ],
  [
    'an instance, by a row for nodes',
    { principal: session('i-0123456789abcdef0'), mapRoles: BASE + row(ops, NODE, 'system:nodes') },
    ['system:node:{{EC2PrivateDNSName}}', 'system:nodes'],
    ['only-instances', 'node-access'],
  ],
  [
    'a role without a session, by a row for nodes',
    { mapRoles: BASE + row(ops, NODE, 'system:nodes') },
    ['system:node:{{EC2PrivateDNSName}}', 'system:nodes'],
    ['only-instances', 'node-access'],
  ],
  [
    'a session, in a username and in a group',
    {
      principal: session('ann@example.com'),
      mapRoles: BASE + row(ops, "'ops:{{SessionName}}'", "'{{SessionNameRaw}}'", "'of-{{AccountID}}'"),
    },
    ['ops:ann-example.com', 'ann@example.com', `of-${ACCOUNT}`],
    ['group-without-binding'],
  ],
  [
    'a session that calls itself masters',
    { principal: session('masters'), mapRoles: BASE + row(ops, 'ops', "'system:{{SessionName}}'") },
    ['ops', 'system:masters'],
    ['privileged'],
  ],
  [
    'a role without a session, whose group a session chooses',
    { mapRoles: BASE + row(ops, 'ops', "'system:{{SessionName}}'") },
    ['ops', 'system:{{SessionName}}'],
    ['template-open', 'privileged'],
  ],
  [
    'a user with a template of a session',
    { principal: bob, mapUsers: userRow(bob, "'bob:{{SessionName}}'", 'operators') },
    ['bob:', 'operators'],
    ['no-session'],
  ],
  [
    'the role in other letter case',
    { principal: ops.replace('Ops', 'OPS'), mapRoles: BASE + row(ops, 'ops', 'operators') },
    ['ops', 'operators'],
    ['granted'],
  ],
  [
    'users between whom chance decides',
    {
      principal: bob,
      mapUsers:
        userRow(bob, 'bob', 'operators') + userRow(bob.replace('Bob', 'BOB'), 'boss', 'system:masters'),
    },
    ['bob', 'operators'],
    ['ambiguous', 'privileged'],
  ],
  ['the whole account', { principal: bob, mapAccounts: `- "${ACCOUNT}"\n` }, [bob], ['whole-account']],
  [
    'a row that nobody of ours wrote',
    { mapRoles: BASE + row(ops, 'ops', 'operators'), owned: [reader] },
    ['ops', 'operators'],
    ['foreign'],
  ],
  [
    'a group of ours that is privileged, though nobody may ask what it may do',
    { mapRoles: BASE + row(ops, 'ops', 'roster:write'), reviewsForbidden: true, owned: [ops] },
    ['ops', 'roster:write'],
    ['privileged', 'bindings-unknown'],
  ],
])('answers as the authenticator does: %s', async (_what, asked, as, codes) => {
  const found = await ask(asked);
  expect([found.getsIn, found.username, ...found.groups]).toEqual(
    as === undefined ? [false, ''] : [true, ...as],
  );
  expect(found.notes.map(({ code }) => code)).toEqual(expect.arrayContaining([...codes]));
  const privileged = codes.includes('privileged');
  expect(found.privileged !== undefined).toBe(privileged);
  if (!codes.includes('foreign')) expect(found.notes.map(({ code }) => code)).not.toContain('foreign');
});

it('says why the authenticator refuses, and where its source says so', async () => {
  const { by, notes } = await ask({
    principal: session('ann'),
    mapRoles: BASE + row(ops, NODE, 'system:nodes'),
  });
  expect(by).toBe('row');
  const { message = '' } = notes.find(({ code }) => code === 'refused') ?? {};
  expect(message).toContain('line 4 of mapRoles');
  expect(message).toContain('its session is named "ann"');
  expect(message).toContain('pkg/server/server.go');
});

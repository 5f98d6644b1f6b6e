import { describe, expect, it } from 'vitest';
import { assume } from './assume.ts';
import { ACCOUNT, ADMIN, row, startFixture, VIEWER, WHO_AM_I, type Fixture } from './fixture.ts';

// The rows of control-plane.md, "What was seen on it", that are about the document.

async function came(fixture: Fixture, by: string): Promise<string> {
  const token = await fixture.token({ keys: fixture.keysOf(by) });
  const { status, body } = await fixture.send({ ...WHO_AM_I, token });
  if (status !== 201) return String(status);
  const { username, groups } = (body as { status: { userInfo: { username: string; groups: string[] } } })
    .status.userInfo;
  return [username, ...groups.filter((group) => group !== 'system:authenticated')].join(' ');
}

const NODE = `arn:aws:iam::${ACCOUNT}:role/node`;
const good = row(ADMIN, 'admin', 'ops');
const vera = `- userarn: ${VIEWER}\n  username: vera\n`;
const broken = ['a tab', 'broken YAML'].map(
  (what, i) => [what, good + (i === 0 ? '\t- rolearn: x\n' : '- rolearn: "x\n')] as const,
);

describe('rows of mapRoles: Admin comes in as', () => {
  it.each([
    ['no username', `- rolearn: ${ADMIN}\n  groups: [ops]\n`, ' ops'],
    ['a number for a username', `- rolearn: ${ADMIN}\n  username: 950992723716\n  groups: [ops]\n`, ' ops'],
    ['groups that are a text', `- rolearn: ${ADMIN}\n  username: admin\n  groups: ops\n`, 'admin'],
    ['JSON', JSON.stringify([{ rolearn: ADMIN, username: 'admin', groups: ['ops'] }]), 'admin ops'],
    ['CRLF', good.replaceAll('\n', '\r\n'), 'admin ops'],
    [
      'merge keys',
      `- &base\n  groups: [ops]\n- <<: *base\n  rolearn: ${ADMIN}\n  username: admin\n`,
      'admin ops',
    ],
    ['unknown keys', `${good}  userid: x\n`, 'admin ops'],
    [
      'another letter case',
      good.replace('rolearn', 'rOlEaRn').replace('role/Admin', 'ROLE/admin'),
      'admin ops',
    ],
    ['an earlier row of the same role', good + row(ADMIN, 'second', 'viewers'), 'second viewers'],
    [
      'the session in the username',
      row(ADMIN, '"{{AccountID}}:{{SessionName}}"', 'ops'),
      `${ACCOUNT}:sandbox ops`,
    ],
    ['an ARN with a path', row(ADMIN.replace('Admin', 'path/Admin'), 'admin', 'ops'), '401'],
    ['an assumed-role ARN', row(`arn:aws:sts::${ACCOUNT}:assumed-role/Admin/sandbox`, 'admin', 'ops'), '401'],
    ['a blank after the ARN', row(`"${ADMIN} "`, 'admin', 'ops'), '401'],
  ])('%s', async (_, mapRoles, expected) => {
    await using fixture = await startFixture({ awsAuth: { mapRoles } });
    expect(await came(fixture, ADMIN)).toBe(expected);
  });

  it.each(broken)('%s takes all roles away, and no user', async (_, mapRoles) => {
    await using fixture = await startFixture({ awsAuth: { mapRoles, mapUsers: vera } });
    expect([await came(fixture, ADMIN), await came(fixture, VIEWER)]).toEqual(['401', 'vera']);
  });
});

describe('other ways in', () => {
  it('a user by mapUsers or by mapRoles, and anyone of an account by mapAccounts', async () => {
    await using fixture = await startFixture({
      awsAuth: { mapUsers: vera, mapAccounts: `- "${ACCOUNT}"\n` },
    });
    expect(await came(fixture, VIEWER)).toBe('vera');
    expect(await came(fixture, ADMIN)).toBe(ADMIN);
    fixture.door.setAwsAuth({ mapRoles: row(VIEWER, 'as-role') });
    fixture.clock.forward(11);
    expect(await came(fixture, VIEWER)).toBe('as-role');
  });

  it('a node by its instance, and nobody else by its row', async () => {
    const mapRoles = row(NODE, '"system:node:{{EC2PrivateDNSName}}"', 'system:nodes');
    await using fixture = await startFixture({ awsAuth: { mapRoles } }, { principals: [{ arn: NODE }] });
    expect(await came(fixture, NODE)).toBe('401');
    expect(fixture.door.refusals()).toEqual(['SessionName did not contain an instance id']);
    const session = 'i-0123456789abcdef0';
    const keys = await assume(fixture.sandbox, { keys: fixture.sandbox.caller, role: NODE, session });
    const { body } = await fixture.send({ ...WHO_AM_I, token: await fixture.token({ keys }) });
    const username = `system:node:${session}.eu-west-1.compute.internal`;
    expect(body).toMatchObject({
      status: { userInfo: { username, groups: ['system:nodes', 'system:authenticated'] } },
    });
  });

  it('nobody without a ConfigMap', async () => {
    await using fixture = await startFixture({ awsAuth: null });
    expect(await came(fixture, ADMIN)).toBe('401');
  });
});

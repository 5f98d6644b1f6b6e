import { describe, expect, it } from 'vitest';
import { row, WHO_AM_I } from '../fixture.ts';
import { userInfo } from './identity.contract.ts';
import { NODE, ROLE, USER, type HttpRig, type OnHttp } from './rig.ts';

// The rows of control-plane.md, "What was seen on it", that are about the document.

/** As whom a token gets in: the username, then the groups; or the status of the refusal. */
async function came(rig: HttpRig, token: string): Promise<string> {
  const { status } = await rig.send({ ...WHO_AM_I, token });
  if (status !== 201) return String(status);
  const { username = '', groups = [] } = await userInfo(rig, token);
  return [username, ...groups.filter((group) => group !== 'system:authenticated')].join(' ');
}

const ACCOUNT = '111122223333';
const good = row(ROLE, 'admin', 'ops');
const vera = `- userarn: ${USER}\n  username: vera\n`;

const ROWS: readonly (readonly [what: string, mapRoles: string, as: string])[] = [
  ['no username', `- rolearn: ${ROLE}\n  groups: [ops]\n`, ' ops'],
  ['a number for a username', `- rolearn: ${ROLE}\n  username: 950992723716\n  groups: [ops]\n`, ' ops'],
  ['groups that are a text', `- rolearn: ${ROLE}\n  username: admin\n  groups: ops\n`, 'admin'],
  ['JSON', JSON.stringify([{ rolearn: ROLE, username: 'admin', groups: ['ops'] }]), 'admin ops'],
  ['CRLF', good.replaceAll('\n', '\r\n'), 'admin ops'],
  [
    'merge keys',
    `- &base\n  groups: [ops]\n- <<: *base\n  rolearn: ${ROLE}\n  username: admin\n`,
    'admin ops',
  ],
  ['unknown keys', `${good}  userid: x\n`, 'admin ops'],
  [
    'another letter case',
    good.replace('rolearn', 'rOlEaRn').replace('role/Admin', 'ROLE/admin'),
    'admin ops',
  ],
  ['an earlier row of the same role', good + row(ROLE, 'second', 'viewers'), 'second viewers'],
  [
    'the session in the username',
    row(ROLE, '"{{AccountID}}:{{SessionName}}"', 'ops'),
    `${ACCOUNT}:me-example.com ops`,
  ],
  ['the raw session in the username', row(ROLE, '"{{SessionNameRaw}}"', 'ops'), 'me@example.com ops'],
  ['the session in a group', row(ROLE, 'admin', '"of-{{SessionName}}"'), 'admin of-me-example.com'],
  ['an ARN with a path', row(ROLE.replace('Admin', 'path/Admin'), 'admin', 'ops'), '401'],
  ['an assumed-role ARN', row(`arn:aws:sts::${ACCOUNT}:assumed-role/Admin/x`, 'admin', 'ops'), '401'],
  ['a blank after the ARN', row(`"${ROLE} "`, 'admin', 'ops'), '401'],
];

/** As whom the rows of aws-auth let in. */
export function documentsContract(on: OnHttp): void {
  rowsOfRoles(on);
  otherWaysIn(on);
}

function rowsOfRoles(on: OnHttp): void {
  describe('rows of mapRoles: Admin comes in as', () => {
    it.each(ROWS)('%s', (_, mapRoles, expected) =>
      on({ awsAuth: { mapRoles } }, async (rig) => {
        expect(await came(rig, await rig.sessionToken(ROLE, 'me@example.com'))).toBe(expected);
      }),
    );

    it.each([
      ['a tab', `${good}\t- rolearn: x\n`],
      ['broken YAML', `${good}- rolearn: "x\n`],
    ])('%s takes all roles away, and no user', (_, mapRoles) =>
      on({ awsAuth: { mapRoles, mapUsers: vera } }, async (rig) => {
        expect([await came(rig, await rig.token(ROLE)), await came(rig, await rig.token(USER))]).toEqual([
          '401',
          'vera',
        ]);
      }),
    );
  });
}

function otherWaysIn(on: OnHttp): void {
  describe('other ways in', () => {
    it('a user by mapUsers or by mapRoles, and anyone of an account by mapAccounts', () =>
      on({ awsAuth: { mapUsers: vera, mapAccounts: `- "${ACCOUNT}"\n` } }, async (rig) => {
        expect(await came(rig, await rig.token(USER))).toBe('vera');
        expect(await came(rig, await rig.token(ROLE))).toBe(ROLE);
        await rig.setAwsAuth({ mapRoles: row(USER, 'as-role') });
        expect(await came(rig, await rig.token(USER))).toBe('as-role');
        await rig.setAwsAuth({ mapUsers: `- userarn: ${ROLE}\n  username: as-user\n` });
        expect(await came(rig, await rig.token(ROLE))).toBe('as-user');
      }));

    it('not by a key of another letter case', () =>
      on({ awsAuth: { maproles: good } }, async (rig) => {
        expect(await came(rig, await rig.token(ROLE))).toBe('401');
      }));

    it('not by the row of a node, unless it is an instance', () =>
      on(
        { awsAuth: { mapRoles: row(NODE, '"system:node:{{EC2PrivateDNSName}}"', 'system:nodes') } },
        async (rig) => {
          expect(await came(rig, await rig.sessionToken(NODE, 'me'))).toBe('401');
        },
      ));

    it('not at all without a ConfigMap', () =>
      on({}, async (rig) => {
        expect(await came(rig, await rig.token(ROLE))).toBe('401');
      }));
  });
}

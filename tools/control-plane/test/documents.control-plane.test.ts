import { startControlPlane, type ControlPlane, type ControlPlaneCluster } from '@roster/control-plane';
import { mintToken } from '@roster/eks/token';
import type { Connection } from '@roster/reconcile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, visit } from './visitor.ts';

// What people write, and as whom it lets them in (control-plane.md: "What was seen on it"). The differential tests
// compare many more documents with the authenticator's own package; these few went through the whole chain.
const ROLE = 'arn:aws:iam::111122223333:role/Dev';
const USER = 'arn:aws:iam::111122223333:user/team/ann';
const CLUSTER: ControlPlaneCluster = {
  ...{ name: 'documents', account: '111122223333', region: 'eu-west-1' },
  awsAuth: { mapRoles: `[{ rolearn: ${ROLE}, username: first }]` },
};

let controlPlane: ControlPlane;
let connection: Connection;
beforeAll(async () => {
  const principals = [ROLE, USER].map((arn) => ({ arn }));
  controlPlane = await startControlPlane({ clusters: [CLUSTER], principals, dynamodb: false });
  connection = await visit(controlPlane, CLUSTER, { as: ROLE, back: 0 });
});
afterAll(() => controlPlane.stop());

// Every token is of a second of its own, for the API server keeps those that it has accepted.
let back = 0;

/** As whom somebody gets in, as `username [groups]`; or that they do not. */
async function whoIs(arn: string): Promise<string> {
  back += 1;
  const token = await mintToken({
    credentials: controlPlane.sandbox.credentialsOf(arn),
    ...{ region: CLUSTER.region, clusterId: CLUSTER.name },
    signedAt: new Date(Date.now() - back * 1000),
  });
  try {
    const { username, groups } = await api.whoAmI({ ...connection, token });
    return `${username} [${groups.filter((group) => group !== 'system:authenticated').join(' ')}]`;
  } catch (error) {
    expect(error).toMatchObject({ name: 'DeniedFault' });
    return '401';
  }
}

const dev = '[developers]';
const row = (username: string) => `- rolearn: ${ROLE}\n  username: ${username}\n  groups: ${dev}\n`;
const ann = `- userarn: ${USER}\n  username: ann\n  groups: ${dev}\n`;

const cases: readonly (readonly [what: string, mapRoles: string, role: string])[] = [
  ['a row', row('dev'), 'dev [developers]'],
  ['CRLF', row('dev').replaceAll('\n', '\r\n'), 'dev [developers]'],
  ['JSON', `[{"rolearn":"${ROLE}","username":"dev","groups":["developers"]}]`, 'dev [developers]'],
  [
    'keys and an ARN in other letters',
    row('dev').replace('rolearn', 'roleARN').toUpperCase(),
    'DEV [DEVELOPERS]',
  ],
  ['a key that nobody knows', `${row('dev')}  team: payments\n`, 'dev [developers]'],
  [
    'a merge key',
    `- &base {groups: ${dev}}\n- <<: *base\n  rolearn: ${ROLE}\n  username: dev\n`,
    'dev [developers]',
  ],
  ['two rows of one role', row('first') + row('last'), 'last [developers]'],
  ['a session name', row('"{{AccountID}}:{{SessionName}}"'), '111122223333:sandbox [developers]'],
  ['no username', `- rolearn: ${ROLE}\n  groups: ${dev}\n`, ' [developers]'],
  ['a number as username', row('950992723716'), ' [developers]'],
  ['one text as groups', `- rolearn: ${ROLE}\n  username: dev\n  groups: developers\n`, 'dev []'],
  ['the ARN with its path', row('dev').replace('role/', 'role/team/'), '401'],
  [
    'the ARN of a session',
    `- rolearn: arn:aws:sts::111122223333:assumed-role/Dev/sandbox\n  username: dev\n`,
    '401',
  ],
  ['a blank behind the ARN', row('dev').replace(ROLE, `"${ROLE} "`), '401'],
  ['a tab', `${row('dev')}\t- rolearn: x\n`, '401'],
  ['broken YAML', `${row('dev')}- rolearn: [\n`, '401'],
];

describe('aws-auth as it lets people in', () => {
  it.each(cases)('%s', async (_what, mapRoles, role) => {
    await controlPlane.cluster(connection.cluster).setAwsAuth({ mapRoles, mapUsers: ann });
    expect({ role: await whoIs(ROLE), user: await whoIs(USER) }).toEqual({ role, user: 'ann [developers]' });
  });

  it('lets nobody in without it', async () => {
    await controlPlane.cluster(connection.cluster).setAwsAuth(null);
    expect([await whoIs(ROLE), await whoIs(USER)]).toEqual(['401', '401']);
  });
});

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { readAwsAuth, type Principal, type Reading } from '@roster/access';
import {
  goLogins,
  hasPrivilegedName,
  hostileSessions,
  privilegeCase,
  strangersOf,
  writtenFor,
  type GoIdentity,
  type GoLogin,
} from '@roster/access/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startControlPlane, type ControlPlane, type RealCluster } from '../src/index.ts';
import { whoIs, type UserInfo } from '../differential/test/who-am-i.ts';

const CASES = 200;
const SEED = Number(process.env['ROSTER_SEED'] ?? 20_261_130);
const ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/one';
const begun = Date.now();

// Those cases of the property test in libs/access in which something is written and a stranger has a row afterwards.
const tried = fc.sample(privilegeCase, { seed: SEED, numRuns: 3 * CASES }).flatMap((one) => {
  const before = readAwsAuth(one.data);
  const data = writtenFor(one, before);
  const after = readAwsAuth(data);
  const { strangers, privilegedGroups } = strangersOf(one, after);
  const callers = strangers.filter(({ kind }) => kind === 'role' || kind === 'user').slice(0, 2);
  const seen = { before: one.data, after: data, callers, privilegedGroups };
  return data === one.data || callers.length === 0 ? [] : [{ ...seen, readings: { before, after } }];
});
const cases = tried.slice(0, CASES);

let controlPlane: ControlPlane;
let cluster: RealCluster;
let sts: STSClient;
beforeAll(async () => {
  const arns = new Set(cases.flatMap(({ callers }) => callers.map(({ arn }) => arn)));
  const principals = [
    { arn: 'arn:aws:iam::111122223333:role/Attacker' },
    ...[...arns].map((arn) => ({ arn })),
  ];
  const clusters = [{ name: 'one', account: '111122223333', region: 'eu-west-1' }];
  controlPlane = await startControlPlane({ clusters, principals, dynamodb: false });
  cluster = controlPlane.cluster(ARN);
  const { caller, env } = controlPlane.sandbox;
  sts = new STSClient({
    region: 'eu-west-1',
    credentials: { ...caller },
    endpoint: env['AWS_ENDPOINT_URL_STS'] ?? '',
  });
});
afterAll(() => controlPlane.stop());

interface SignIn {
  readonly caller: Principal;
  readonly session: string;
  /** A second of its own for each look at a user, whose keys stay the same: accepted tokens are remembered. */
  readonly second: number;
}

/** A login with a real token of that session, and what the authenticator knew of it. */
async function signIn({ caller, session, second }: SignIn) {
  const keys =
    caller.kind === 'role'
      ? await assumed(caller.arn, session)
      : controlPlane.sandbox.credentialsOf(caller.arn);
  const signedAt = new Date(begun - second * 1000);
  const user = await whoIs(cluster, { keys, signedAt });
  const identity: GoIdentity = {
    canonicalArn: caller.arn,
    accountId: caller.account,
    accessKeyId: keys.accessKeyId,
    sessionName: caller.kind === 'role' ? session : '',
  };
  return { user: user === undefined ? undefined : shown(loginOf(user)), identity };
}

async function assumed(role: string, session: string) {
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: session }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

const loginOf = ({ username = '', groups = [] }: UserInfo): GoLogin => ({ username, groups });

// STS gives no other names (AssumeRole, RoleSessionName), and there is no EC2 here to ask for an instance.
const possible = hostileSessions.filter((name) => /^[\w+=,.@-]{2,64}$/.test(name) && !name.startsWith('i-'));

/** The sessions that would be privileged, were the reading all that counts; else two that are like any other. */
function sessionsFor(
  { arn, account, kind }: Principal,
  readings: readonly Reading[],
  groups: readonly string[],
) {
  if (kind !== 'role') return [''];
  const dangerous = possible.filter((sessionName) => {
    const identity = { canonicalArn: arn, accountId: account, accessKeyId: 'ASIAEXAMPLE', sessionName };
    return readings.some((one) => goLogins(one, identity).some((login) => hasPrivilegedName(login, groups)));
  });
  return [...new Set([...dangerous.slice(0, 2), 'masters', 'ann@example.com'])].slice(0, 3);
}

/** Without the group that the API server adds for everybody, whether a row gives it or not. */
const shown = ({ username, groups }: GoLogin) => ({
  username,
  groups: [...new Set(groups)].filter((group) => group !== 'system:authenticated').sort(),
});

it(`nobody becomes privileged by what we write, on a real cluster (seed ${String(SEED)})`, async () => {
  const counts = { logins: 0, refused: 0, privilegedBefore: 0 };
  for (const [index, { before, after, callers, privilegedGroups, readings }] of cases.entries()) {
    const asked = callers.flatMap((caller) =>
      sessionsFor(caller, [readings.before, readings.after], privilegedGroups).map((session) => ({
        caller,
        session,
      })),
    );
    for (const [moment, data] of Object.entries({ before, after })) {
      const reading = moment === 'before' ? readings.before : readings.after;
      await cluster.setAwsAuth(data);
      for (const one of asked) {
        const second = index * 2 + (moment === 'before' ? 0 : 1);
        const { user, identity } = await signIn({ ...one, second });
        const where = `case ${String(index)}, ${moment}: ${JSON.stringify(one)}\n${JSON.stringify(data)}`;
        const logins = goLogins(reading, identity).map((login) => login && shown(login));
        expect(logins, where).toContainEqual(user);
        counts[user === undefined ? 'refused' : 'logins'] += 1;
        if (!hasPrivilegedName(user, privilegedGroups)) continue;
        const stood = goLogins(readings.before, identity).some((was) =>
          hasPrivilegedName(was, privilegedGroups),
        );
        expect(stood, where).toBe(true);
        counts.privilegedBefore += 1;
      }
    }
  }
  console.log(`${String(cases.length)} writes: ${JSON.stringify(counts)}`);
  expect(cases).toHaveLength(CASES);
  expect(counts.logins).toBeGreaterThan(CASES);
  expect(counts.privilegedBefore).toBeGreaterThan(0);
}, 900_000);

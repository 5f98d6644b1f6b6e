import { isTrusted, type RoleRequest, type TrustPolicy } from '@roster/sandbox';
import { IDENTITIES, MACHINES, functionName, workerRoleName } from '@roster/workflow/deployment';
import { WORKERS } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { memberTemplates } from './templates.ts';
import { filledIn } from './test/filled-in.ts';

const [roles, bootstrap] = memberTemplates().map(({ template }) => template);
const CONTROL_PLANE = '999999999999';
const ANN = `arn:aws:iam::${CONTROL_PLANE}:user/people/ann`;
const ORGANIZATION = 'o-abcdefghij';
const NAMES = { read: 'ReadRole', write: 'WriteRole', bootstrap: 'BootstrapRole' } as const;

/** The trust policies of a deployment that says this, as IAM gets them. */
function trustIn(told: Readonly<Record<string, string>>) {
  const resources = [roles, bootstrap].map((template) => {
    const { Resources } = filledIn(template!, told) as {
      readonly Resources: Readonly<
        Record<string, { readonly Properties: { readonly AssumeRolePolicyDocument: TrustPolicy } }>
      >;
    };
    return Resources;
  });
  const all = Object.assign({}, ...resources) as (typeof resources)[number];
  return (role: keyof typeof NAMES) => all[NAMES[role]]!.Properties.AssumeRolePolicyDocument;
}

const user = (arn: string, more: Partial<RoleRequest> = {}): RoleRequest => ({
  ...{ principal: arn, arn, userId: 'AIDAEXAMPLE', account: arn.split(':')[4] ?? '' },
  ...{ organization: ORGANIZATION, sessionName: 'roster-1' },
  ...more,
});

function session(role: string, name: string, more: Partial<RoleRequest> = {}): RoleRequest {
  const [, , , , account = '', path = ''] = role.split(':');
  const arn = `arn:aws:sts::${account}:assumed-role/${path.split('/').at(-1) ?? ''}/${name}`;
  return user(role, { arn, userId: `AROAEXAMPLE:${name}`, ...more });
}

const ALL = MACHINES.flatMap((machine) => WORKERS.map((worker) => ({ machine, worker })));
type Worker = (typeof ALL)[number];

const PLACES = ['eu-west-1', 'us-gov-east-1'];
const asWorker = (prefix: string, { machine, worker }: Worker, more: Partial<RoleRequest> = {}) =>
  PLACES.map((region) => {
    const role = `arn:aws:iam::${CONTROL_PLANE}:role/${workerRoleName(prefix, machine, worker, region)}`;
    return session(role, functionName(prefix, machine, worker), more);
  });

/** The workers of a prefix that a role lets in, in every Region. */
const workersLetIn = (trust: TrustPolicy, prefix: string) =>
  ALL.filter((worker) => asWorker(prefix, worker).every((request) => isTrusted(trust, request)));

const READING = [...IDENTITIES.read];
const WRITING = [...IDENTITIES.write];
const LOOKING = READING.filter(({ machine }) => machine === 'plan');

describe('which workers a member account lets in', () => {
  const asItComes = trustIn({});

  it.each([
    ['read', 'roster', READING],
    ['write', 'roster', WRITING],
    ['read', 'roster-dev', LOOKING],
    ['write', 'roster-dev', []],
    ['read', 'another', []],
    ['write', 'another', []],
    ['bootstrap', 'roster', []],
  ] as const)('the %s role, as the template comes, of %s', (role, prefix, expected) => {
    const workers = workersLetIn(asItComes(role), prefix);
    expect(workers).toHaveLength(expected.length);
    expect(workers).toEqual(expect.arrayContaining([...expected]));
  });

  it('those of a second deployment that writes, where it is named', () => {
    const trust = trustIn({ SecondPrefix: 'another', ReadOnlyPrefix: '' });
    expect(workersLetIn(trust('read'), 'another')).toHaveLength(READING.length);
    expect(workersLetIn(trust('write'), 'another')).toEqual(WRITING);
    expect(workersLetIn(trust('read'), 'roster')).toHaveLength(READING.length);
    expect(workersLetIn(trust('read'), 'roster-dev')).toEqual([]);
  });

  it.each([
    ['of another organisation', { organization: 'o-other12345' }],
    ['of no organisation', { organization: undefined as never }],
    ['whose session has another name', { sessionName: 'somebody' }],
  ])('none %s', (_, more) => {
    for (const request of asWorker('roster', WRITING[0]!, more)) {
      expect(isTrusted(asItComes('write'), request)).toBe(false);
    }
  });

  it('none of another account, and none of another path', () => {
    const name = workerRoleName('roster', 'apply', 'apply', 'eu-west-1');
    const others = [`111122223333:role/${name}`, `${CONTROL_PLANE}:role/app/${name}`];
    for (const other of others.map((each) => session(`arn:aws:iam::${each}`, 'x'))) {
      expect(isTrusted(asItComes('write'), other)).toBe(false);
    }
  });
});

const SETS = `arn:aws:iam::${CONTROL_PLANE}:role/aws-reserved/sso.amazonaws.com`;
const role = (name: string, region = 'eu-west-1/') => `${SETS}/${region}AWSReservedSSO_${name}`;

describe.each(['read', 'write', 'bootstrap'] as const)('people who may take the %s role', (name) => {
  const trust = trustIn({ OperatorPrincipals: ANN, OperatorPermissionSet: 'Roster' })(name);
  const none = { OperatorPrincipals: '', OperatorPermissionSet: '' };

  it.each<readonly [string, RoleRequest, boolean]>([
    ['a user with MFA', user(ANN, { mfa: true }), true],
    ['a user without', user(ANN), false],
    ['another user', user(`arn:aws:iam::${CONTROL_PLANE}:user/bob`, { mfa: true }), false],
    ['the permission set', session(role('Roster_0123456789abcdef'), 'ann@example.com'), true],
    [
      'the permission set, of an Identity Center in us-east-1',
      session(role('Roster_0123456789abcdef', ''), 'ann'),
      true,
    ],
    ['another permission set', session(role('Admins_0123456789abcdef'), 'ann'), false],
    ['one whose name goes on', session(role('Roster_Admins_0123456789abcdef'), 'ann'), false],
    ['one whose name ends so', session(role('XAWSReservedSSO_Roster_0123456789abcdef'), 'ann'), false],
    [
      'a role of that name that somebody made',
      session(`arn:aws:iam::${CONTROL_PLANE}:role/AWSReservedSSO_Roster_0123456789abcdef`, 'ann'),
      false,
    ],
    [
      'the permission set in another account',
      session(role('Roster_0123456789abcdef').replace(CONTROL_PLANE, '111122223333'), 'ann'),
      false,
    ],
    [
      'the permission set in another organisation',
      session(role('Roster_0123456789abcdef'), 'ann', { organization: 'o-other12345' }),
      false,
    ],
    ...workerNames().map(
      (worker) =>
        [
          `who is named like the worker ${worker}`,
          session(role('Roster_0123456789abcdef'), worker),
          false,
        ] as const,
    ),
  ])('%s: %s', (_, request, expected) => {
    expect(isTrusted(trust, request)).toBe(expected);
  });

  it('have the permission set in the account that the deployment says', () => {
    const elsewhere = trustIn({ OperatorPermissionSet: 'Roster', OperatorAccount: '444455556666' })(name);
    const arn = role('Roster_0123456789abcdef');
    expect(isTrusted(elsewhere, session(arn.replace(CONTROL_PLANE, '444455556666'), 'ann'))).toBe(true);
    expect(isTrusted(elsewhere, session(arn, 'ann'))).toBe(false);
  });

  it('are nobody, unless a deployment names them', () => {
    const text = JSON.stringify(trustIn(none)(name));
    expect(text).not.toMatch(/user|aws-reserved/);
  });
});

/** The names of the workers' sessions, by which nobody is told of them. */
function workerNames(): readonly string[] {
  return [...IDENTITIES.read, ...IDENTITIES.write].map(({ machine, worker }) =>
    functionName('a', machine, worker),
  );
}

it('every trust policy is one that IAM takes: 2,048 characters at most', () => {
  const trust = trustIn({
    ...{ Prefix: 'roster-production', SecondPrefix: 'roster-staging', ReadOnlyPrefix: 'roster-development' },
    ...{ WorkerRolePath: '/platform/', OperatorPermissionSet: 'RosterOperators' },
    OperatorPrincipals: [ANN, `arn:aws:iam::${CONTROL_PLANE}:user/people/bob`].join(','),
  });
  for (const name of ['read', 'write', 'bootstrap'] as const) {
    expect(JSON.stringify(trust(name)).length).toBeLessThanOrEqual(2048);
  }
});

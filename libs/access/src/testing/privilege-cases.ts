import fc from 'fast-check';
import { principalKey } from '../arn/index.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import type { Limits } from '../guardrails/limits.ts';
import type { DesiredMapping, OwnedAccess } from '../merge/change-set.ts';
import type { Grant, OwnershipMode } from '../fleet/fleet.ts';

export const OWN_ACCOUNT = '111122223333';
const TRUSTED_ACCOUNT = '222233334444';
const UNTRUSTED_ACCOUNTS = ['666677778888', '999900001111'];

/** A catalog and a cluster on which somebody of an account that is not trusted might become privileged. */
export interface PrivilegeCase {
  readonly grants: readonly Grant[];
  readonly data: AwsAuthData;
  readonly owned: readonly OwnedAccess[];
  readonly mode: OwnershipMode;
  readonly protected: readonly string[];
  readonly denied: readonly string[];
  readonly trustedAccounts: readonly string[];
  readonly privilegedGroups: readonly string[];
  readonly limits: Limits;
}

const names = ['Dev', 'dev', 'Ops', 'team/Ops', 'Nodes'];
const arnsOf = (account: string) => [
  ...names.map((name) => `arn:aws:iam::${account}:role/${name}`),
  ...['Bob', 'BOB', 'team/Bob'].map((name) => `arn:aws:iam::${account}:user/${name}`),
];
const strangers = UNTRUSTED_ACCOUNTS.flatMap(arnsOf);
const insiders = [OWN_ACCOUNT, TRUSTED_ACCOUNT].flatMap(arnsOf);

/** Principals of every account, those that are not trusted twice as often; some forms that lint refuses. */
const principal = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...strangers) },
  { weight: 3, arbitrary: fc.constantFrom(...insiders) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'arn:aws:sts::666677778888:assumed-role/Dev/masters',
      'arn:aws:iam::666677778888:root',
      'arn:aws:sts::666677778888:federated-user/masters',
    ),
  },
);

// Parts of which a privileged name, or something that looks like one, can be put together.
const parts = [
  ...['system', 'sys', 'tem', 's', ':', 'system:', 'eks:', 'aws:', 'amazon:', 'iam:', 'roster:', 'write'],
  ...['masters', 'master', 'nodes', 'node:', 'serviceaccount:', 'kube-system', 'admin', 'admins', 'sre:'],
  ...['{{SessionName}}', '{{SessionName}}', '{{SessionNameRaw}}', '{{AccountID}}', '{{AccessKeyID}}'],
  ...['{{EC2PrivateDNSName}}', '{{', '}}', '{{Session', 'Name}}', 'Raw}}', '@', '-', ' ', '\n', '\u0000'],
  ...['\u200b', 'S', 'ſ', 'System:', 'SYSTEM:', 'e\u0301', '*', 'x'],
];
const composed = fc.array(fc.constantFrom(...parts), { maxLength: 4 }).map((all) => all.join(''));
const known = fc.constantFrom(
  ...['system:masters', 'system:nodes', 'system:bootstrappers', 'system:authenticated', 'roster:write'],
  ...['roster:read', 'view', 'dev', 'admins', 'sre:leads', 'eks:kube-proxy-windows', 'system:node-proxier'],
  ...['system:{{SessionName}}', '{{SessionName}}:masters', 'system:serviceaccounts:kube-system', ''],
);
const group = fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: composed });
const username = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['dev', 'dev', 'admin:{{SessionName}}', 'system:node:{{EC2PrivateDNSName}}', ''],
      ...['system:node:{{SessionName}}', 'system:node:fixed', 'system:kube-controller-manager'],
      ...['{{SessionName}}', '{{SessionName}}:{{SessionNameRaw}}', 'system:serviceaccount:kube-system:x'],
    ),
  },
  { weight: 1, arbitrary: composed },
);

const mapping: fc.Arbitrary<IdentityMapping> = fc.record({
  arn: principal,
  username,
  groups: fc.array(group, { maxLength: 3 }),
});

const value = (field: 'rolearn' | 'userarn') =>
  fc.tuple(fc.array(mapping, { maxLength: 5 }), fc.boolean()).map(([rows, json]) => {
    const all = rows.map(({ arn, ...rest }) => ({ [field]: arn, ...rest }));
    // JSON as CDK writes it, or a block of rows, each of which is JSON.
    return json ? JSON.stringify(all) : all.map((row) => `- ${JSON.stringify(row)}\n`).join('');
  });

const data: fc.Arbitrary<AwsAuthData> = fc.record({
  mapRoles: value('rolearn'),
  mapUsers: value('userarn'),
  mapAccounts: fc.constantFrom('', '- "666677778888"\n'),
});

const grant: fc.Arbitrary<Omit<Grant, 'name'>> = fc.record({
  principals: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: principal.map((arn) => ({ arn })) },
      { weight: 1, arbitrary: fc.constantFrom('Dev', 'team/Ops').map((roleName) => ({ roleName })) },
    ),
    { minLength: 1, maxLength: 2 },
  ),
  username,
  groups: fc.array(group, { maxLength: 3 }),
  clusters: fc.constant({}),
});

/** The cases of the property test of privileged access (design.md, "Privileged access"). */
export const privilegeCase: fc.Arbitrary<PrivilegeCase> = fc.record({
  grants: fc
    .array(grant, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one, index) => ({ ...one, name: `grant-${String(index)}` }))),
  data,
  owned: fc
    .subarray([...strangers, ...insiders].map(principalKey))
    .map((all) => [...new Set(all)].map((key) => ({ principal: key, grants: ['former'] }))),
  mode: fc.constantFrom('merge', 'exclusive'),
  protected: fc.subarray([...strangers, ...insiders], { maxLength: 3 }),
  denied: fc.subarray([...strangers, ...insiders], { maxLength: 2 }),
  trustedAccounts: fc.subarray([TRUSTED_ACCOUNT]),
  privilegedGroups: fc.subarray(['admins', 'sre:leads']),
  limits: fc.oneof(
    fc.constant({}),
    fc.record({ trustedAccounts: fc.subarray([TRUSTED_ACCOUNT]), privilegedGroups: fc.subarray(['dev']) }),
  ),
});

/** What the grants ask for, each principal once, where nothing has refused them: as a table written by hand would. */
export function askedBy({ grants }: PrivilegeCase): readonly DesiredMapping[] {
  const asked = new Map<string, DesiredMapping>();
  for (const { name, principals, username: as, groups } of grants) {
    for (const reference of principals) {
      const arn =
        'arn' in reference ? reference.arn : `arn:aws:iam::${OWN_ACCOUNT}:role/${reference.roleName}`;
      asked.set(principalKey(arn), { arn, username: as, groups: [...new Set(groups)], grants: [name] });
    }
  }
  return [...asked.values()];
}

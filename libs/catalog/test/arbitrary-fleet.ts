import { clusterArn, type Cluster, type Fleet, type Grant, type Selector } from '@roster/access';
import fc from 'fast-check';

// Fleets that a fleet file can say, with texts that YAML and DynamoDB like least.

const text = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9 :#'"{}&*!|>%@`\\-]{0,12}[a-z0-9]$/),
  fc.constantFrom(
    'null',
    '~',
    'true',
    'no',
    '0123',
    '1.30',
    '1e3',
    '- a',
    '{{x}}',
    '#x',
    'ü ✓ 😀',
    "it's",
    '"q"',
  ),
  fc.constantFrom('two\nlines', 'end\n', '\ttab', ' blanks ', 'cr\rlf\r\n', '\u0000', '\u2028'),
);
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const access = fc.oneof(
  fc.record({
    username: fc.oneof(name, fc.constant('ops:{{SessionName}}')),
    groups: fc.array(name, { minLength: 1, maxLength: 3 }),
  }),
  fc.constant({
    username: 'system:node:{{EC2PrivateDNSName}}',
    groups: ['system:bootstrappers', 'system:nodes'],
  }),
);
const account = fc.constantFrom('012345678901', '000000000000', '111122223333');
const region = fc.constantFrom('eu-west-1', 'us-east-2', 'ap-southeast-4');
const labels = fc.dictionary(text, fc.oneof(text, fc.constant('')), { maxKeys: 4 });
const arn = fc.tuple(account, name).map(([id, role]) => `arn:aws:iam::${id}:role/${role}`);
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });

const expression = fc.oneof(
  fc.record({ key: name, operator: fc.constantFrom('In' as const, 'NotIn' as const), values: some(text) }),
  fc.record({ key: name, operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
);
const selector: fc.Arbitrary<Selector> = fc.record(
  {
    matchLabels: labels,
    matchExpressions: some(expression),
    accounts: some(account),
    regions: some(region),
    names: some(name),
  },
  { requiredKeys: [] },
);

const checks = fc.record({
  daemonSets: fc.array(
    fc.record({ namespace: name, name, nodeSelector: labels }, { requiredKeys: ['namespace', 'name'] }),
    { maxLength: 2 },
  ),
  pods: fc.array(fc.record({ namespace: name, namePrefix: name, min: fc.nat(9) }), { maxLength: 2 }),
  access: fc.array(fc.record({ group: name, verb: name, resource: name }), { maxLength: 2 }),
});

const cluster: fc.Arbitrary<Cluster> = fc
  .record({
    name,
    account,
    region,
    labels,
    checks,
    roles: fc.record({ read: arn, write: arn }, { requiredKeys: [] }),
  })
  .map((parts) => ({ arn: clusterArn(parts), ...parts }));

const grant: fc.Arbitrary<Grant> = fc
  .tuple(
    access,
    fc.record(
      {
        name: text.filter((it) => /\S/.test(it)),
        principals: some(fc.oneof(fc.record({ arn }), fc.record({ roleName: name }))),
        clusters: selector,
        owner: text,
        reason: text,
        until: fc.constantFrom('2030-01-31', '2030-01-31T18:00Z'),
      },
      { requiredKeys: ['name', 'principals', 'clusters'] },
    ),
  )
  .map(([given, rest]) => ({ ...rest, ...given }));

const budget = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ percent: fc.constantFrom(0.5, 5, 12.25, 100) }),
);

export const arbitraryFleet: fc.Arbitrary<Fleet> = fc.record({
  rollout: fc.record({
    waves: fc.uniqueArray(fc.record({ name: name.map((it) => `w-${it}`), clusters: selector }), {
      selector: (wave) => wave.name,
      maxLength: 3,
    }),
    failureBudget: budget,
  }),
  protected: fc.array(arn, { maxLength: 2 }),
  trustedAccounts: fc.array(account, { maxLength: 2 }),
  privilegedGroups: fc.array(name, { maxLength: 2 }),
  // Of an account that has none of Roster's roles, and nobody who is protected.
  denied: fc.constantFrom([], ['arn:aws:iam::000000000000:user/team/intruder']),
  ownership: fc.array(
    fc.record({ clusters: selector, mode: fc.constantFrom('merge' as const, 'exclusive' as const) }),
    { maxLength: 2 },
  ),
  clusters: fc.uniqueArray(cluster, { selector: (one) => one.arn, maxLength: 6 }),
  grants: fc.uniqueArray(grant, { selector: (one) => one.name, maxLength: 4 }),
});

import type { Condition } from './condition.ts';

const BOTH = 'API_AND_CONFIG_MAP';

/** Every condition that a fleet of the demo holds. */
export const CONDITIONS: readonly Condition[] = [
  {
    name: 'in-sync',
    story: 'grants what the catalog asks for',
    count: { aws: 8, china: 3 },
    plant: ({ base, granted }) => ({ awsAuth: { mapRoles: base + granted } }),
    expected: ['inSync', 'inSync', 'inSync'],
  },
  {
    name: 'drifted',
    story: 'lost the rows of its grants',
    count: { aws: 4, china: 1 },
    plant: ({ base }) => ({ awsAuth: { mapRoles: base } }),
    expected: ['drifted', 'changed', 'inSync'],
  },
  {
    name: 'widened',
    story: 'has a granted row that somebody gave more groups',
    count: { aws: 2, china: 1 },
    plant: ({ base, widened }) => ({ awsAuth: { mapRoles: base + widened } }),
    expected: ['drifted', 'changed', 'inSync'],
  },
  {
    name: 'foreign',
    story: "drifted, with rows and comments of somebody else's between",
    count: { aws: 3, china: 1 },
    plant: ({ base, foreign }) => ({
      awsAuth: { mapRoles: foreign + base, mapAccounts: '- "555566667777"  # audit\n' },
    }),
    expected: ['drifted', 'changed', 'inSync'],
  },
  {
    name: 'new',
    story: 'new, and has no aws-auth yet',
    count: { aws: 2, china: 1 },
    plant: ({ entries }) => ({ awsAuth: null, authenticationMode: BOTH, accessEntries: entries }),
    expected: ['drifted', 'changed', 'inSync'],
  },
  {
    name: 'broken',
    story: 'has a YAML error in mapUsers',
    count: { aws: 1, china: 1 },
    plant: ({ base }) => ({ awsAuth: { mapRoles: base, mapUsers: '- userarn: x\n username: y\n' } }),
    expected: ['blocked: unparseable', 'blocked: unparseable', 'blocked: unparseable'],
  },
  {
    name: 'unreachable',
    story: 'answers on no port',
    count: { aws: 1, china: 0 },
    plant: ({ base }) => ({ awsAuth: { mapRoles: base }, faults: { unreachable: true } }),
    expected: ['unreachable: connection', 'unreachable: connection', 'unreachable: connection'],
  },
  {
    name: 'denied',
    story: "does not know Roster's roles",
    count: { aws: 2, china: 0 },
    plant: ({ foreign }) => ({ awsAuth: { mapRoles: foreign } }),
    expected: ['denied: noRow', 'denied: noRow', 'denied: noRow'],
  },
  {
    name: 'unhealthy',
    story: 'drifted, and its daemonset was never ready',
    count: { aws: 2, china: 1 },
    plant: ({ base }) => ({ awsAuth: { mapRoles: base }, faults: { daemonSetNeverReady: true } }),
    expected: ['drifted', 'unhealthy: before', 'inSync'],
  },
  {
    name: 'entries-only',
    story: 'reads no aws-auth (authentication mode API)',
    count: { aws: 2, china: 0 },
    plant: ({ entries }) => ({ authenticationMode: 'API', accessEntries: entries, awsAuth: null }),
    expected: ['blocked: authenticationMode', 'blocked: authenticationMode', 'blocked: authenticationMode'],
  },
  {
    name: 'shadowed',
    story: 'has an access entry that overrides the row of a grant',
    count: { aws: 1, china: 1 },
    plant: ({ base, granted, granted1 }) => ({
      awsAuth: { mapRoles: base + granted },
      authenticationMode: BOTH,
      accessEntries: [{ principalArn: granted1, groups: ['viewers'] }],
    }),
    expected: ['blocked: shadowed', 'blocked: shadowed', 'blocked: shadowed'],
  },
  {
    name: 'worse',
    story: 'locks Roster out once aws-auth was written',
    count: { aws: 1, china: 1 },
    plant: ({ base }) => ({ awsAuth: { mapRoles: base }, faults: { identityRefusedAfterWrite: true } }),
    expected: ['drifted', 'rolledBack: identityRefused', 'blocked: held'],
  },
];

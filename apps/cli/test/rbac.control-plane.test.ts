import type { ControlPlane } from '@roster/control-plane';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../src/report/run-report.ts';
import { arnOf, BASE, grantsFile, OPS, OPS_GRANT, READ } from './fleet.ts';
import { user, type User } from './harness.ts';
import { rbacOf } from '../src/bootstrap/rbac-files.ts';
import { flat, keyOf, permissionsOf, without, type Permission } from './rbac-rules.ts';
import { ask, checkedClusters, ENTRIES, startRealClusters, tokenFor, WRITE } from './real-fleet.ts';

/** A row with no groups: it may what everybody may. */
const NOBODY = `- rolearn: ${OPS}\n  username: nobody\n  groups: []\n`;

let real: ControlPlane;
beforeAll(async () => {
  real = await startRealClusters([
    { name: 'one', awsAuth: { mapRoles: BASE + NOBODY } },
    { name: 'bare', awsAuth: null, accessEntries: ENTRIES, authenticationMode: 'API_AND_CONFIG_MAP' },
  ]);
});
afterAll(() => real.stop());

const FILES = {
  'one/clusters.yaml': checkedClusters('one'),
  'one/grants.yaml': grantsFile(OPS_GRANT),
  'bare/clusters.yaml': checkedClusters('bare'),
  'bare/grants.yaml': grantsFile(OPS_GRANT),
};

describe.each([
  ['read', READ],
  ['write', WRITE],
] as const)('infra/rbac/%s.yaml', (identity, role) => {
  it.each(['kube-system', 'default'])('grants in %s what it says, and nothing else', async (namespace) => {
    await using ann = await user({ sandbox: real.sandbox });
    const wanted = permissionsOf(await rbacOf(identity)).filter((one) =>
      ['', namespace].includes(one.namespace),
    );
    const everybody = await rulesOf(await tokenFor(ann, 'one', OPS), namespace);
    const ours = await rulesOf(await tokenFor(ann, 'one', role), namespace);
    expect(everybody.resources.length).toBeGreaterThan(0);
    const granted = ours.resources.filter((rule) => !everybody.resources.includes(rule));
    expect(granted.sort()).toEqual(wanted.map((one) => keyOf({ ...one, namespace: '' })).sort());
    expect(ours.urls).toEqual(everybody.urls);
  });
});

/** Each permission, and the work of Roster that ends as denied without it. */
const NEEDED: Readonly<Record<string, string>> = {
  'read: list nodes': 'verify -f one',
  'read: list pods': 'verify -f one',
  'read: get daemonsets.apps': 'verify -f one',
  'read: create subjectaccessreviews.authorization.k8s.io': 'verify -f one',
  'read: get configmaps aws-auth in kube-system': 'plan -f one',
  'write: list nodes': 'apply -f one',
  'write: list pods': 'apply -f one',
  'write: get daemonsets.apps': 'apply -f one',
  'write: create subjectaccessreviews.authorization.k8s.io': 'apply -f one',
  'write: get configmaps aws-auth in kube-system': 'apply -f one',
  'write: patch configmaps aws-auth in kube-system': 'apply -f one',
  'write: create configmaps in kube-system': 'apply -f bare',
};

describe('each permission', () => {
  it('is in the list of what needs it', async () => {
    const shipped = await Promise.all((['read', 'write'] as const).map(namesOf));
    expect(Object.keys(NEEDED).sort()).toEqual(shipped.flat().sort());
  });

  it.each(Object.entries(NEEDED))('%s: without it, roster %s ends as denied', async (name, argv) => {
    const identity = name.startsWith('read') ? 'read' : 'write';
    await using ann = await user({ sandbox: real.sandbox, files: FILES });
    const manifest = await rbacOf(identity);
    const permission = permissionsOf(manifest).find((one) => `${identity}: ${keyOf(one)}` === name)!;
    await applied(identity, permission, without(manifest, permission));
    const before = await standing();
    expect(await outcomeOf(ann, argv)).toEqual({ denied: 1 });
    expect(await standing()).toEqual(before);
    await applied(identity, permission, manifest);
  });

  it('and with all of them the same work is done', async () => {
    await using ann = await user({ sandbox: real.sandbox, files: FILES });
    expect(await outcomeOf(ann, 'verify -f one')).toEqual({ healthy: 1 });
    expect(await outcomeOf(ann, 'plan -f one')).toEqual({ drifted: 1 });
    expect(await outcomeOf(ann, 'apply -f one')).toEqual({ changed: 1 });
    expect(await outcomeOf(ann, 'apply -f bare')).toEqual({ changed: 1 });
    expect((await real.cluster(arnOf('bare')).awsAuth())?.['mapRoles']).toContain(OPS);
  });
});

const namesOf = async (identity: 'read' | 'write') =>
  permissionsOf(await rbacOf(identity)).map((one) => `${identity}: ${keyOf(one)}`);

const outcomeOf = async (ann: User, argv: string) =>
  ((await ann.json(...argv.split(' '))) as RunReport).counts;

const standing = () => Promise.all(['one', 'bare'].map((name) => real.cluster(arnOf(name)).awsAuth()));

/** Applies a manifest to both clusters, and waits until their authorizers have seen it. */
async function applied(identity: 'read' | 'write', permission: Permission, manifest: string): Promise<void> {
  const granted = permissionsOf(manifest).some((one) => keyOf(one) === keyOf(permission));
  const { apiGroup: group, ...attributes } = permission;
  const spec = { groups: [`roster:${identity}`], resourceAttributes: { group, ...attributes } };
  for (const name of ['one', 'bare']) {
    const cluster = real.cluster(arnOf(name));
    await cluster.apply(manifest);
    const review = async () => {
      const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
      const { body } = await cluster.admin.request('POST', path, { spec });
      return (body as { readonly status: { readonly allowed: boolean } }).status.allowed;
    };
    while ((await review()) !== granted);
  }
}

interface RulesReview {
  readonly status: {
    readonly resourceRules: readonly Parameters<typeof flat>[0][];
    readonly nonResourceRules: readonly { readonly nonResourceURLs: readonly string[] }[];
  };
}

/** What a token may do in a namespace, as the API server's own SelfSubjectRulesReview tells. */
async function rulesOf(token: string, namespace: string) {
  const path = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
  const body = { spec: { namespace } };
  const answer = await ask(real.cluster(arnOf('one')), token, { method: 'POST', path, body });
  const { resourceRules, nonResourceRules } = (answer.body as RulesReview).status;
  return {
    resources: resourceRules.flatMap((rule) => flat(rule, '')).map(keyOf),
    urls: new Set(nonResourceRules.flatMap((rule) => rule.nonResourceURLs)),
  };
}

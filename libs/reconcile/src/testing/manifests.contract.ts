import { describe, expect, it } from 'vitest';
import type { ClusterApi, Connection, Manifests, RbacManifest } from '../ports/index.ts';
import { MASTER, READER } from './cluster-api-rig.ts';

/** A cluster with the suite's rows. The master is its creator. */
export interface ManifestsUnderTest {
  readonly manifests: Manifests;
  readonly api: Pick<ClusterApi, 'accessReview'>;
  readonly connect: (principal: string) => Promise<Connection>;
  /** Ends what was begun for this test. */
  readonly close?: () => Promise<void>;
}

const RBAC = 'rbac.authorization.k8s.io';
const apiVersion = `${RBAC}/v1` as const;

/** A role, and its binding to the group of the same name; names are a test's own, since a real cluster keeps them. */
function granting(name: string, resources: readonly string[]): readonly [RbacManifest, RbacManifest] {
  const rules = [{ apiGroups: [''], resources, verbs: ['list'] }];
  const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name };
  const subjects = [{ apiGroup: RBAC, kind: 'Group', name }];
  return [
    { apiVersion, kind: 'ClusterRole', metadata: { name }, rules },
    { apiVersion, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects },
  ];
}

/** What every implementation of the port Manifests does. `make` is called for each test anew. */
export function manifestsContract(of: string, make: () => Promise<ManifestsUnderTest>): void {
  const on = async (test: (rig: ManifestsUnderTest & { readonly master: Connection }) => Promise<void>) => {
    const rig = await make();
    try {
      await test({ ...rig, master: await rig.connect(MASTER) });
    } finally {
      await rig.close?.();
    }
  };
  describe(`${of} keeps the contract of Manifests`, () => {
    it('lets a group do what a role says, tells what it changed, and changes nothing twice', () =>
      on(async ({ manifests, api, master }) => {
        const both = granting('suite:lister', ['pods']);
        const may = () => api.accessReview(master, { group: 'suite:lister', verb: 'list', resource: 'pods' });
        expect(await may()).toBe(false);
        for (const manifest of both) expect(await manifests.apply(master, manifest)).toBe(true);
        await expect.poll(may).toBe(true);
        for (const manifest of both) expect(await manifests.apply(master, manifest)).toBe(false);
      }));

    it('puts right what was changed', () =>
      on(async ({ manifests, api, master }) => {
        const may = (resource: string) =>
          api.accessReview(master, { group: 'suite:changed', verb: 'list', resource });
        for (const manifest of granting('suite:changed', ['pods'])) await manifests.apply(master, manifest);
        await expect.poll(() => may('pods')).toBe(true);
        const [role] = granting('suite:changed', ['nodes']);
        expect(await manifests.apply(master, role)).toBe(true);
        await expect.poll(() => may('pods')).toBe(false);
        expect(await may('nodes')).toBe(true);
      }));

    it('lets a group do it with one object of a namespace', () =>
      on(async ({ manifests, api, master }) => {
        const at = { name: 'suite:one', namespace: 'kube-system' };
        const rule = {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['aws-auth'],
          verbs: ['get'],
        };
        const roleRef = { apiGroup: RBAC, kind: 'Role', name: at.name };
        const subjects = [{ apiGroup: RBAC, kind: 'Group', name: at.name }];
        await manifests.apply(master, { apiVersion, kind: 'Role', metadata: at, rules: [rule] });
        await manifests.apply(master, { apiVersion, kind: 'RoleBinding', metadata: at, roleRef, subjects });
        const right = { group: at.name, verb: 'get', resource: 'configmaps', namespace: at.namespace };
        await expect.poll(() => api.accessReview(master, { ...right, name: 'aws-auth' })).toBe(true);
        expect(await api.accessReview(master, { ...right, name: 'another' })).toBe(false);
        expect(await api.accessReview(master, right)).toBe(false);
      }));

    it('is denied to who is no administrator', () =>
      on(async ({ manifests, connect }) => {
        const [role] = granting('suite:denied', ['pods']);
        const denied = manifests.apply(await connect(READER), role);
        await expect(denied).rejects.toMatchObject({ name: 'DeniedFault' });
      }));

    it('cannot bind another role by a binding that is there', () =>
      on(async ({ manifests, master }) => {
        const [, binding] = granting('suite:bound', ['pods']);
        await manifests.apply(master, binding);
        const other = { ...binding, roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'suite:lister' } };
        await expect(manifests.apply(master, other)).rejects.toMatchObject({ name: 'BadInputFault' });
      }));
  });
}

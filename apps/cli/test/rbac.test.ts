import { describe, expect, it } from 'vitest';
import { EVERYWHERE } from '../../../tools/sandbox/src/kubernetes/bindings.ts';
import { flat, keyOf, permissionsOf, without } from './rbac-rules.ts';
import { rbacOf } from '../src/bootstrap/rbac-files.ts';

describe.each(['read', 'write'] as const)('infra/rbac/%s.yaml', (identity) => {
  it('is what every cluster of the sandbox grants', async () => {
    const granted = EVERYWHERE.filter(({ group }) => group === `roster:${identity}`).flatMap(
      ({ apiGroups = ['*'], namespace = '', ...rule }) => flat({ ...rule, apiGroups }, namespace),
    );
    const shipped = permissionsOf(await rbacOf(identity));
    expect(granted.map(keyOf).sort()).toEqual(shipped.map(keyOf).sort());
  });

  it('names nothing by a star', async () => {
    expect(await rbacOf(identity)).not.toContain('*');
  });

  it('can be read without any one of its permissions', async () => {
    const manifest = await rbacOf(identity);
    const all = permissionsOf(manifest);
    for (const one of all) {
      const left = permissionsOf(without(manifest, one)).map(keyOf);
      expect(left.sort()).toEqual(
        all
          .map(keyOf)
          .filter((key) => key !== keyOf(one))
          .sort(),
      );
    }
  });
});

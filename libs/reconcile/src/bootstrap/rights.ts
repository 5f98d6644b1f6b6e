import type { AccessCheck } from '@roster/access';
import type { RbacManifest } from '../ports/index.ts';

/** One thing that a group may, as a SubjectAccessReview asks for it. */
export type Right = AccessCheck & { readonly group: string; readonly name?: string };

/** Everything that the bindings of these manifests let their groups do, one verb on one resource each. */
export function rightsOf(manifests: readonly RbacManifest[]): readonly Right[] {
  return manifests.flatMap((binding) => {
    const { kind, name } = binding.roleRef ?? {};
    const role = manifests.find((each) => each.kind === kind && each.metadata.name === name);
    const groups = (binding.subjects ?? []).filter((subject) => subject.kind === 'Group');
    return groups.flatMap((group) => granted(role, { group: group.name, ...placeOf(binding) }));
  });
}

type Place = Pick<Right, 'group' | 'namespace'>;

const placeOf = ({ metadata: { namespace } }: RbacManifest) => (namespace === undefined ? {} : { namespace });

function granted(role: RbacManifest | undefined, place: Place): readonly Right[] {
  return (role?.rules ?? []).flatMap(({ apiGroups, resources, resourceNames, verbs }) =>
    apiGroups.flatMap((apiGroup) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) => {
          const right = { ...place, verb, resource, ...(apiGroup === '' ? {} : { apiGroup }) };
          return resourceNames === undefined ? [right] : resourceNames.map((name) => ({ ...right, name }));
        }),
      ),
    ),
  );
}

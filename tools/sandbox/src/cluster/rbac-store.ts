import { isDeepStrictEqual } from 'node:util';
import { derivedUuid } from '../derived.ts';
import type { NamedBinding } from '../kubernetes/bindings.ts';
import type { ObjectMeta } from './config-map-store.ts';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}
interface Subject {
  readonly kind: string;
  readonly name: string;
}
/** What of a role or binding its writer decides. */
export interface RbacContent {
  readonly rules?: readonly Rule[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly Subject[];
}
type Meta = Omit<ObjectMeta, 'namespace'> & { readonly namespace?: string };
export interface RbacObject extends RbacContent {
  readonly metadata: Meta;
}

export interface RbacPlace {
  /** In the plural of paths: clusterroles, rolebindings, … */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** The roles and role bindings that were applied to one cluster, and what they come to. */
export class RbacStore {
  private readonly owner: string;
  private readonly now: () => Date;
  private readonly objects = new Map<string, RbacObject>();
  private version = 1;
  private granted: readonly NamedBinding[] = [];

  constructor(owner: string, now: () => Date) {
    this.owner = owner;
    this.now = now;
  }

  get({ resource, namespace = '', name }: RbacPlace): RbacObject | undefined {
    return this.objects.get(`${resource}/${namespace}/${name}`);
  }

  of(resource: string): readonly RbacObject[] {
    return [...this.objects].filter(([key]) => key.startsWith(`${resource}/`)).map(([, object]) => object);
  }

  /** What changes nothing keeps its resourceVersion. */
  write(place: RbacPlace, content: RbacContent): RbacObject {
    const { resource, namespace, name } = place;
    const old = this.get(place);
    if (old !== undefined && isDeepStrictEqual(old, { metadata: old.metadata, ...content })) return old;
    this.version += 1;
    const key = `${resource}/${namespace ?? ''}/${name}`;
    const metadata = {
      ...{ name, ...(namespace === undefined ? {} : { namespace }) },
      uid: old?.metadata.uid ?? derivedUuid(`${this.owner} ${key} ${this.version}`),
      resourceVersion: String(this.version),
      creationTimestamp: old?.metadata.creationTimestamp ?? `${this.now().toISOString().slice(0, 19)}Z`,
    };
    const written = { metadata, ...content };
    this.objects.set(key, written);
    this.granted = [...this.of('clusterrolebindings'), ...this.of('rolebindings')].flatMap((binding) =>
      this.grantedBy(binding),
    );
    return written;
  }

  /** What the bindings grant, a line for each of their subjects and rules. */
  get bindings(): readonly NamedBinding[] {
    return this.granted;
  }

  private grantedBy({ metadata, roleRef, subjects = [] }: RbacObject): readonly NamedBinding[] {
    const { namespace, name } = metadata;
    const isGlobal = roleRef?.kind === 'ClusterRole';
    const place = { namespace: isGlobal ? undefined : namespace, name: roleRef?.name ?? '' };
    const role = this.get({ resource: isGlobal ? 'clusterroles' : 'roles', ...place });
    return (role?.rules ?? []).flatMap(({ resources = [], ...rule }) =>
      subjects.flatMap((subject) => {
        const whom = whoIs(subject);
        const where = namespace === undefined ? {} : { namespace };
        return whom === undefined ? [] : [{ ...rule, resources, name, ...whom, ...where }];
      }),
    );
  }
}

/** Nobody enters the sandbox as a service account. */
function whoIs({ kind, name }: Subject): { readonly group: string } | { readonly user: string } | undefined {
  if (kind === 'Group') return { group: name };
  return kind === 'User' ? { user: name } : undefined;
}

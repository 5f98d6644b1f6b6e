import type { AccessCheck } from '@roster/access';
import type { DaemonSetHealth, Health, NodesHealth, PodsHealth } from '../ports/index.ts';

/** A check of a cluster that failed: what it asks for, and what there was. */
export interface FailedCheck {
  /** A name that stays the same from one look to the next: `nodes`, `daemonSet kube-system/aws-node`. */
  readonly check: string;
  readonly expected: string;
  readonly seen: string;
}

/** More than this many nodes of `count` not Ready is wrong: a tenth, but one at least (design.md, rule 8). */
export const tolerated = (count: number): number => Math.max(1, Math.floor(count / 10));

/** The checks that failed when a cluster's health was taken, in the order of the fleet file; none where it is well. */
export function failedChecks({ nodes, daemonSets, pods, access }: Health): readonly FailedCheck[] {
  return [
    ...(nodes.notReady.length > tolerated(nodes.total) ? [nodesCheck(nodes)] : []),
    ...daemonSets.filter(({ ok }) => !ok).map(daemonSetCheck),
    ...pods.filter(({ ok }) => !ok).map(podsCheck),
    ...access
      .filter(({ allowed }) => !allowed)
      .map(({ check }) => ({ check: accessName(check), expected: 'allowed', seen: 'not allowed' })),
  ];
}

/** The same in a line: `nodes: 3 of 20 not Ready: a, b, c (expected: at most 2)`. */
export const checksText = (checks: readonly FailedCheck[]): string =>
  checks.map(({ check, expected, seen }) => `${check}: ${seen} (expected: ${expected})`).join('; ');

function nodesCheck({ total, notReady }: NodesHealth): FailedCheck {
  return {
    check: 'nodes',
    expected: `at most ${tolerated(total)} not Ready`,
    seen: `${notReady.length} of ${total} not Ready: ${some(notReady)}`,
  };
}

function daemonSetCheck(found: DaemonSetHealth): FailedCheck {
  const { namespace, name, exists, desired, ready, updated, selects } = found;
  const check = `daemonSet ${namespace}/${name}`;
  if (!exists) return { check, expected: 'exists', seen: 'there is none' };
  const selector = Object.keys(selects ?? {}).length > 0 ? `, nodeSelector ${labels(selects)}` : '';
  const current = updated === undefined ? '' : `, ${updated} up to date`;
  return {
    check,
    expected: `${desired} ready, all up to date${selector}`,
    seen: `${ready} of ${desired} ready${current}${selector && `, nodeSelector ${labels(found.nodeSelector)}`}`,
  };
}

const labels = (of: Readonly<Record<string, string>> = {}): string =>
  Object.entries(of)
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || '(none)';

function podsCheck({ namespace, namePrefix, total, ready, min }: PodsHealth): FailedCheck {
  return {
    check: `pods ${namespace}/${namePrefix}`,
    expected: min === undefined ? 'more that are ready' : `at least ${min} ready`,
    seen: `${ready} ready of ${total}`,
  };
}

/** `access group ops: get pods in default`. */
export function accessName({ group, user, verb, resource, apiGroup, namespace }: AccessCheck): string {
  const who = user === undefined ? `group ${group ?? ''}` : `user ${user}`;
  const what = apiGroup === undefined ? resource : `${resource}.${apiGroup}`;
  return `access ${who}: ${verb} ${what}${namespace === undefined ? '' : ` in ${namespace}`}`;
}

/** The first five names, and how many more there are. */
export function some(names: readonly string[]): string {
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.slice(0, 5).join(', ')}${more}`;
}

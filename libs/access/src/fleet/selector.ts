import type { Cluster, LabelExpression, Selector } from './fleet.ts';

/** What a selector looks at. */
export type Selectable = Pick<Cluster, 'arn' | 'name' | 'account' | 'region' | 'labels'>;

/**
 * True when all that the selector asks for holds. Labels by Kubernetes' rules: `NotIn` and `DoesNotExist` hold
 * where there is no such label, `In` and `Exists` do not. `names` takes a cluster's name or its ARN. A list that
 * is given but empty names nothing, so it matches no cluster; a selector without any part matches every cluster.
 */
export function matches(selector: Selector, cluster: Selectable): boolean {
  const { accounts, regions, names, matchLabels, matchExpressions } = selector;
  if (accounts && !has(accounts, cluster.account)) return false;
  if (regions && !has(regions, cluster.region)) return false;
  if (names && !has(names, cluster.name) && !has(names, cluster.arn)) return false;
  for (const key of matchLabels ? Object.keys(matchLabels) : []) {
    if (labelOf(cluster, key) !== matchLabels?.[key]) return false;
  }
  return matchExpressions?.every((one) => holds(one, labelOf(cluster, one.key))) ?? true;
}

/** Why a selector does not match: a phrase for each part of it that does not hold; empty where it matches. */
export function whyNot(selector: Selector, cluster: Selectable): readonly string[] {
  const { accounts, regions, names, matchLabels = {}, matchExpressions = [] } = selector;
  const misses: string[] = [];
  if (accounts && !has(accounts, cluster.account)) misses.push(differs('account', cluster.account, accounts));
  if (regions && !has(regions, cluster.region)) misses.push(differs('region', cluster.region, regions));
  if (names && !has(names, cluster.name) && !has(names, cluster.arn)) {
    misses.push(differs('name', cluster.name, names));
  }
  for (const [key, wanted] of Object.entries(matchLabels)) {
    const found = labelOf(cluster, key);
    if (found !== wanted) misses.push(differs(`label ${key}`, found, [wanted]));
  }
  for (const expression of matchExpressions) {
    const found = labelOf(cluster, expression.key);
    if (!holds(expression, found)) misses.push(unmet(expression, found));
  }
  return misses;
}

/** A short list is looked through; of a long one a set is kept, for every cluster of a fleet asks it. */
const SHORT = 8;
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function has(list: readonly string[], value: string): boolean {
  if (list.length <= SHORT) return list.includes(value);
  const set = sets.get(list) ?? new Set(list);
  sets.set(list, set);
  return set.has(value);
}

function labelOf(cluster: Selectable, key: string): string | undefined {
  return Object.hasOwn(cluster.labels, key) ? cluster.labels[key] : undefined;
}

function holds({ operator, values = [] }: LabelExpression, found: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return found !== undefined && has(values, found);
    case 'NotIn':
      return found === undefined || !has(values, found);
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
  }
}

function unmet({ key, operator, values = [] }: LabelExpression, found: string | undefined): string {
  switch (operator) {
    case 'In':
      return differs(`label ${key}`, found, values);
    case 'NotIn':
      return `label ${key} is ${found ?? 'missing'}, wanted none of ${values.join(', ')}`;
    case 'Exists':
      return `label ${key} is missing`;
    case 'DoesNotExist':
      return `label ${key} is ${found ?? 'missing'}, wanted no such label`;
  }
}

/** So many of the wanted values are named. */
const NAMED = 8;

function differs(what: string, found: string | undefined, wanted: readonly string[]): string {
  const more = wanted.length > NAMED ? ` or one of ${wanted.length - NAMED} more` : '';
  const values = wanted.length > 0 ? wanted.slice(0, NAMED).join(' or ') : 'one of an empty list';
  return `${what} is ${found ?? 'missing'}, wanted ${values}${more}`;
}

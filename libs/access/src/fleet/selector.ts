import type { Cluster, LabelExpression, Selector } from './fleet.ts';

/** What a selector looks at. */
export type Selectable = Pick<Cluster, 'arn' | 'name' | 'account' | 'region' | 'labels'>;

/**
 * True when all that the selector asks for holds. Labels by Kubernetes' rules: `NotIn` and `DoesNotExist` hold
 * where there is no such label, `In` and `Exists` do not. `names` takes a cluster's name or its ARN. A list that
 * is given but empty names nothing, so it matches no cluster; a selector without any part matches every cluster.
 */
export function matches(selector: Selector, cluster: Selectable): boolean {
  return misses(selector, cluster).next().done === true;
}

/** Why a selector does not match: a phrase for each part of it that does not hold; empty where it matches. */
export function whyNot(selector: Selector, cluster: Selectable): readonly string[] {
  return [...misses(selector, cluster)];
}

// Lazy, so that `matches` ends at the first part that does not hold.
function* misses(selector: Selector, cluster: Selectable): Generator<string, undefined> {
  const { accounts, regions, names } = selector;
  if (accounts && !accounts.includes(cluster.account)) yield differs('account', cluster.account, accounts);
  if (regions && !regions.includes(cluster.region)) yield differs('region', cluster.region, regions);
  if (names && !names.includes(cluster.name) && !names.includes(cluster.arn)) {
    yield differs('name', cluster.name, names);
  }
  for (const [key, wanted] of Object.entries(selector.matchLabels ?? {})) {
    if (labelOf(cluster, key) !== wanted) yield differs(`label ${key}`, labelOf(cluster, key), [wanted]);
  }
  for (const expression of selector.matchExpressions ?? []) {
    const found = labelOf(cluster, expression.key);
    if (!holds(expression, found)) yield unmet(expression, found);
  }
  return undefined;
}

function labelOf(cluster: Selectable, key: string): string | undefined {
  return Object.hasOwn(cluster.labels, key) ? cluster.labels[key] : undefined;
}

function holds({ operator, values = [] }: LabelExpression, found: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return found !== undefined && values.includes(found);
    case 'NotIn':
      return found === undefined || !values.includes(found);
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

function differs(what: string, found: string | undefined, wanted: readonly string[]): string {
  return `${what} is ${found ?? 'missing'}, wanted ${wanted.length > 0 ? wanted.join(' or ') : 'one of an empty list'}`;
}

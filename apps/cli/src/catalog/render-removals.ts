import type { DecisionReason, GrantRemoval, LossCause, RemovedAccess } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount, plural } from '../output/plural.ts';
import { clusterLabel } from '../report/cluster-label.ts';

/** So many lines, and so many names on one. */
const [LINES, NAMES] = [30, 3];

const CAUSES: Readonly<Record<LossCause, string>> = {
  clusterLeft: 'the cluster left the catalog, where its access stays as it is',
  denied: 'the principal is denied',
  fileMissing: 'its file is missing',
  grantGone: 'the grant is gone',
  untilPassed: 'its until has passed',
  labelChanged: 'a label of the cluster changed',
  selectorChanged: 'its selector changed',
  principalGone: 'the principal was taken out of the grant',
  accessChanged: 'the grant gives other groups or another username',
};

/** Who loses what, a line for each grant and cause, and the sums last; empty where nobody loses anything. */
export function renderRemovals(removed: RemovedAccess, paint: Paint): string {
  const { byGrant, count, denied, bareClusters, idleGrants } = removed;
  const sums = [
    ...(count === 0 ? [] : [`${paint('bold', goes(removed))} (an access is one principal on one cluster)`]),
    ...(denied === 0 ? [] : [`${accesses(denied)} of principals that are denied go`]),
    ...left('access', bareClusters.map(clusterLabel), 'cluster'),
    ...left('clusters', idleGrants.map(safe), 'grant'),
  ];
  if (sums.length === 0) return '';
  const more = byGrant.length - LINES;
  const lines = [
    paint('underline', 'Access that goes'),
    ...byGrant.slice(0, LINES).flatMap((removal) => linesOf(removal, paint)),
    ...(more > 0 ? [`  and ${plural(more, 'more line')} of grants and causes`] : []),
    ...sums,
  ];
  return `${lines.join('\n')}\n`;
}

const REASONS: Readonly<Record<DecisionReason, (removed: RemovedAccess) => string>> = {
  overLimit: (removed) => `${goes(removed)}, more than ${amount(removed.limit)}`,
  bareClusters: ({ bareClusters }) => leftWithout('access', bareClusters, 'cluster'),
  idleGrants: ({ idleGrants }) => leftWithout('clusters', idleGrants, 'grant'),
};

/** Why somebody has to decide; empty where nobody has to. */
export function reasonsText(removed: RemovedAccess): string {
  return removed.decide.map((reason) => REASONS[reason](removed)).join('; ');
}

function linesOf(removal: GrantRemoval, paint: Paint): readonly string[] {
  const { grant, cause, detail, loss, count, groups, principals, clusters } = removal;
  const of = groups.length === 0 ? '' : ` [${some(groups.map(safe))}]`;
  const why = detail === '' ? CAUSES[cause] : `${CAUSES[cause]} (${safe(detail)})`;
  const mark = loss === 'lost' ? paint('red', '-') : paint('yellow', '~');
  const who = `${plural(principals.length, 'principal')} on ${plural(clusters.length, 'cluster')}`;
  return [
    `  ${mark} grant ${paint('bold', safe(grant))}${of}: ${accesses(count)}, ${who}: ${why}`,
    `      ${paint('dim', `${some(principals.map(safe))} on ${some(clusters.map(clusterLabel))}`)}`,
  ];
}

function left(what: string, names: readonly string[], one: string): readonly string[] {
  return names.length === 0 ? [] : [`${leftWithout(what, names, one)}: ${some(names)}`];
}

function leftWithout(what: string, { length }: readonly string[], one: string): string {
  return `${plural(length, one)} ${length === 1 ? 'is' : 'are'} left without ${what}`;
}

const goes = ({ count, of }: RemovedAccess): string =>
  `${amount(count)} of ${plural(of, 'access', 'accesses')} ${count === 1 ? 'goes' : 'go'}`;

const accesses = (count: number): string => plural(count, 'access', 'accesses');

function some(names: readonly string[]): string {
  const more = names.length - NAMES;
  return names.slice(0, NAMES).join(', ') + (more > 0 ? ` and ${amount(more)} more` : '');
}

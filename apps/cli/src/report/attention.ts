import { isGood } from '@roster/access';
import type { Standing } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount } from '../output/plural.ts';
import { adviceFor } from './advice.ts';
import { clusterLabel } from './cluster-label.ts';
import { moreLine, type ListEnd } from './list-end.ts';
import { standingText } from './outcome-word.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** The clusters that need someone, by what became of them: what to do, then which they are; the worst first. */
export function renderAttention({ results }: RunReport, paint: Paint, end: ListEnd): string {
  const needy = results.filter(({ outcome }) => outcome === 'pending' || !isGood(outcome));
  if (needy.length === 0) return '';
  const groups = Map.groupBy(needy, ({ outcome, reason }) => `${outcome} ${reason}`);
  const blocks = [...groups.values()].map((group) => block(group, paint, end));
  return `${paint('underline', 'Needs someone')}\n${blocks.join('')}`;
}

function block(group: readonly ReportedCluster[], paint: Paint, end: ListEnd): string {
  const [first] = group;
  if (first === undefined) return '';
  const standing = standingOf(first);
  const count = group.length === 1 ? '' : ` (${amount(group.length)})`;
  const alike = Map.groupBy(group.slice(0, end.limit), (result) => detailLines(result, paint).join(''));
  const lines = [...alike].flatMap(([details, its]) => [
    ...its.map(({ cluster }) => `    ${clusterLabel(cluster)}\n`),
    details,
  ]);
  const rest = moreLine(group.length - end.limit, end, paint);
  return `  ${standingText(standing, paint)}${count} → ${adviceFor(standing)}\n${lines.join('')}${rest === '' ? '' : `  ${rest}`}`;
}

/** What else is told of a cluster: once below all of which it is the same. */
function detailLines({ refusals, overridden }: ReportedCluster, paint: Paint): readonly string[] {
  return [
    ...refusals.map(({ rule, message }) => `${paint('dim', `      ${rule}: ${safe(message)}`)}\n`),
    ...overridden.map(
      ({ rule, reason }) => `${paint('dim', `      passed over ${rule}: ${safe(reason)}`)}\n`,
    ),
  ];
}

function standingOf({ outcome, reason }: ReportedCluster): Standing {
  return outcome === 'pending' ? { kind: 'pending' } : { kind: outcome, reason };
}

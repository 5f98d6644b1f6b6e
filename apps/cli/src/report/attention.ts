import { isGood } from '@roster/access';
import type { Standing } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount, plural } from '../output/plural.ts';
import { adviceFor } from './advice.ts';
import { clusterLabel } from './cluster-label.ts';
import { standingText } from './outcome-word.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** The clusters that need someone, by what became of them: what to do, then which they are; the worst first. */
export function renderAttention({ results, run }: RunReport, paint: Paint, limit: number): string {
  const needy = results.filter(({ outcome }) => outcome === 'pending' || !isGood(outcome));
  if (needy.length === 0) return '';
  const groups = Map.groupBy(needy, ({ outcome, reason }) => `${outcome} ${reason}`);
  const blocks = [...groups.values()].map((group) => block(group, { paint, limit, run }));
  return `${paint('underline', 'Needs someone')}\n${blocks.join('')}`;
}

interface Block {
  readonly paint: Paint;
  readonly limit: number;
  readonly run: string;
}

function block(group: readonly ReportedCluster[], { paint, limit, run }: Block): string {
  const [first] = group;
  if (first === undefined) return '';
  const standing = standingOf(first);
  const count = group.length === 1 ? '' : ` (${amount(group.length)})`;
  const rest = group.length - limit;
  return [
    `  ${standingText(standing, paint)}${count}: ${adviceFor(standing)}`,
    ...group.slice(0, limit).flatMap((result) => clusterLines(result, paint)),
    ...(rest > 0 ? [paint('dim', `    and ${plural(rest, 'more cluster')}: roster runs show ${run}`)] : []),
    '',
  ].join('\n');
}

function clusterLines({ cluster, refusals, overridden }: ReportedCluster, paint: Paint): readonly string[] {
  return [
    `    ${clusterLabel(cluster)}`,
    ...refusals.map(({ rule, message }) => paint('dim', `      ${rule}: ${safe(message)}`)),
    ...overridden.map(({ rule, reason }) => paint('dim', `      passed over ${rule}: ${safe(reason)}`)),
  ];
}

function standingOf({ outcome, reason }: ReportedCluster): Standing {
  return outcome === 'pending' ? { kind: 'pending' } : { kind: outcome, reason };
}

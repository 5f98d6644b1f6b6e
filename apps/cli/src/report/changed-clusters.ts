import type { Change } from '@roster/access';
import type { Mode } from '@roster/workflow';
import type { Paint } from '../output/paint.ts';
import { renderChanges } from './changes.ts';
import { clusterLabel } from './cluster-label.ts';
import { renderFleetChanges } from './fleet-changes.ts';
import { moreLine, type ListEnd } from './list-end.ts';
import { partly, standingText } from './outcome-word.ts';
import { differing, isPartial, wasWritten } from './rows-text.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/**
 * What was changed, or would be, and what differs and is not: each change once over the fleet, or, where the list has
 * no limit, cluster by cluster with what became of it. Adoption alone is no change.
 */
export function renderChangedClusters({ results, mode }: RunReport, paint: Paint, end: ListEnd): string {
  const parts = results.filter(({ rows }) => differing(rows) > 0).flatMap((result) => partsOf(result, mode));
  const { ahead = [], left = [] } = Object.groupBy(parts, ({ isAhead }) => (isAhead ? 'ahead' : 'left'));
  const section = (title: string, its: readonly Part[]): readonly string[] => {
    // Of many clusters with one outcome the changes of the first alone are read.
    const read = its.filter(({ changes }) => changes.length > 0);
    const unread = moreLine(its.length - read.length, 'more cluster', end, paint);
    const list =
      end.limit === Infinity
        ? read.map((part) => block(part, paint)).join('')
        : renderFleetChanges(
            read.map(({ result: { cluster }, changes }) => ({ cluster, changes })),
            paint,
            end,
          );
    return its.length === 0 ? [] : [`${paint('underline', title)}\n${list}${unread}`];
  };
  return [
    ...section(mode === 'plan' ? 'What apply would change' : 'What changed', ahead),
    ...section('Not changed', left),
  ].join('\n');
}

/** Changes of one cluster that share what has become of them. */
interface Part {
  readonly result: ReportedCluster;
  readonly changes: readonly Change[];
  /** Written; in a plan, what an apply would write. */
  readonly isAhead: boolean;
}

function partsOf(result: ReportedCluster, mode: Mode): readonly Part[] {
  const { outcome, rows, changes, withheld } = result;
  const partly = mode === 'plan' ? isPartial(result, rows) : result.partlyWritten;
  const whole = mode === 'plan' ? outcome === 'drifted' : wasWritten(outcome, mode);
  if (!partly && rows.withheld === 0) return [{ result, changes, isAhead: whole }];
  if (!partly && !whole) return [{ result, changes: [...changes, ...withheld], isAhead: false }];
  return [
    { result, changes, isAhead: true },
    { result, changes: withheld, isAhead: false },
  ];
}

function block({ result, changes }: Part, paint: Paint): string {
  const { cluster, outcome, reason, partlyWritten } = result;
  const expected = outcome === 'pending' || outcome === 'drifted' || outcome === 'changed';
  const became = expected
    ? ''
    : `  ${standingText({ kind: outcome, reason }, paint)}${partly(partlyWritten)}`;
  return `  ${paint('bold', clusterLabel(cluster))}${became}\n${renderChanges(changes, paint, 4)}`;
}

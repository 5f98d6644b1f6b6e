import type { Bootstrapped, Step } from '@roster/reconcile/bootstrap';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { clusterCells } from '../report/cluster-label.ts';
import { countsLine, STANDINGS, standingText } from '../report/outcome-word.ts';

/** A line a cluster, the worst last as it is nearest to the prompt; then how many ended how. */
export function renderBootstrap(results: readonly Bootstrapped[], paint: Paint, dryRun: boolean): string {
  const place = ({ outcome }: Bootstrapped) => STANDINGS.indexOf(outcome.kind);
  const sorted = [...results].sort((a, b) => place(a) - place(b));
  const rows = sorted.map((result) => [
    ...clusterCells(result.cluster),
    result.mode ?? '',
    standingText(result.outcome, paint),
    told(result, dryRun),
  ]);
  const counts = Object.groupBy(results, ({ outcome }) => outcome.kind);
  const counted = Object.fromEntries(Object.entries(counts).map(([kind, its]) => [kind, its.length]));
  return `${table(rows)}\n${countsLine(counted, paint)}\n${messages(sorted, paint)}`;
}

function told({ steps, proofs, outcome }: Bootstrapped, dryRun: boolean): string {
  const done = stepsText(steps, dryRun);
  const would = dryRun && steps.length > 0 ? `would: ${done}` : done;
  const untried = (['read', 'write'] as const).filter((as) => proofs[as] === 'untried');
  const isDone = !dryRun && (outcome.kind === 'changed' || outcome.kind === 'inSync');
  const unproved =
    isDone && untried.length > 0
      ? `not proved for ${untried.join(' and ')}: that role may not be taken from here`
      : '';
  return [would, unproved].filter(Boolean).join('; ');
}

/** `entries of RosterRead, RosterWrite; RBAC`. */
function stepsText(steps: readonly Step[], dryRun: boolean): string {
  const of = (kind: 'createEntry' | 'addRow', what: string) => {
    const names = steps.flatMap((step) => (step.do === kind ? [step.principal.split('/').at(-1) ?? ''] : []));
    return names.length === 0 ? '' : `${what} of ${safe(names.join(', '))}`;
  };
  const has = (kind: Step['do'], what: string) => (steps.some((step) => step.do === kind) ? what : '');
  const parts = [
    has(
      'takeAwayAdministrator',
      `${dryRun ? 'take' : 'took'} away the administrator that an earlier bootstrap left`,
    ),
    of('createEntry', 'entries'),
    of('addRow', 'rows'),
    has('applyManifests', 'RBAC'),
  ];
  return parts.filter(Boolean).join('; ');
}

/** What went wrong, once for all clusters of which it says the same: `payments-prod: …`, `12 clusters: …`. */
function messages(results: readonly Bootstrapped[], paint: Paint): string {
  const bad = results.filter(({ message }) => message !== '');
  const groups = Map.groupBy(bad, saidOf);
  const line = (text: string, its: readonly Bootstrapped[]) => {
    const names = its.map(({ cluster }) => clusterCells(cluster)[0]);
    const which = names.length > 3 ? plural(names.length, 'cluster') : names.join(', ');
    return `  ${which}: ${paint('dim', safe(text))}\n`;
  };
  return [...groups].map(([text, its]) => line(text, its)).join('');
}

/** The message without what is this cluster's alone: its ARN, and the ids of AWS's requests, which the JSON keeps. */
const saidOf = ({ cluster, message }: Bootstrapped): string =>
  message.replaceAll(`${cluster}: `, '').replaceAll(/, request [\w-]+/g, '');

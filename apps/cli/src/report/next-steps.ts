import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { attentionCommand, needsSomeone } from './attention.ts';
import { isPartial } from './rows-text.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';
import { renderSteps, type Step } from './steps.ts';

/** What to do after a run, but for a look at what needs attention where that has been had. */
export function renderNext(report: RunReport, paint: Paint, looked?: 'looked'): string {
  const runs = [...after(report), ...undecided(report)];
  const looks = [...releases(report), ...(looked === undefined ? attention(report) : [])];
  // Whatever halted a run, it would halt the next one too.
  return renderSteps(report.state === 'halted' ? [...looks, ...runs] : [...runs, ...looks], paint);
}

/** The run that corrects what this one has found, or not come to. */
function after(report: RunReport): readonly Step[] {
  const { mode, results, revision } = report;
  if (mode === 'plan') {
    const ahead = results.filter((one) => one.outcome === 'drifted' || isPartial(one, one.rows));
    if (ahead.length === 0) return [];
    const corrects = `corrects ${plural(ahead.length, 'cluster')}`;
    return isOfFiles(revision)
      ? [['roster catalog push FILE…', `stores the files; then roster apply ${corrects}`]]
      : [[`roster apply${selection(report, ahead)}${cloud(report)}`, corrects]];
  }
  const pending = results.filter(({ outcome }) => outcome === 'pending');
  if (pending.length === 0) return [];
  const visits = `visits ${plural(pending.length, 'cluster')} that this run did not come to`;
  return [[`roster ${mode}${files(revision)}${selection(report, pending)}${cloud(report)}`, visits]];
}

/** Removals that nobody has decided, and the command that makes them. */
function undecided(report: RunReport): readonly Step[] {
  const { rows, results, mode, revision } = report;
  if (rows.undecided === 0) return [];
  const those = results.filter((result) => result.rows.undecided > 0);
  const pruned = isOfFiles(revision) ? `${files(revision)} --prune` : '';
  const command = `roster apply${pruned}${selection(report, those)} --expect-removals ${String(rows.undecided)}`;
  const were = mode === 'plan' ? 'would be withheld' : 'were withheld';
  const removals = plural(rows.undecided, 'removal');
  return [[command, `makes ${removals} that nobody has decided and that ${were}: look at them first`]];
}

function releases({ results, mode }: RunReport): readonly Step[] {
  const held = results.some(({ outcome, reason }) => outcome === 'rolledBack' || reason === 'held');
  if (!held || mode === 'verify') return [];
  return [['roster release CLUSTER', 'ends a hold, once it is known why']];
}

function attention({ run, results }: RunReport): readonly Step[] {
  const needy = results.filter(needsSomeone).length;
  if (needy === 0) return [];
  return [[attentionCommand(run), `shows what ${plural(needy, 'cluster needs', 'clusters need')}`]];
}

const isOfFiles = (revision: string): boolean => revision.startsWith('files:');
const files = (revision: string): string => (isOfFiles(revision) ? ' -f FILE…' : '');
const cloud = ({ execution }: RunReport): string => (execution.startsWith('arn:') ? ' --cloud' : '');

/** So many clusters are named in a command; for more the selection of the run is meant. */
const NAMED = 3;

function selection({ whole }: RunReport, clusters: readonly ReportedCluster[]): string {
  if (whole) return '';
  if (clusters.length > NAMED) return ' (with the selection of this run)';
  return clusters.map(({ cluster }) => ` --cluster ${cluster}`).join('');
}

import { isGood, parseClusterArn } from '@roster/access';
import type { Refusal, Standing } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount } from '../output/plural.ts';
import { adviceFor } from './advice.ts';
import { clusterLabel } from './cluster-label.ts';
import { moreLine, type ListEnd } from './list-end.ts';
import { partly, standingText } from './outcome-word.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** True where a person has to do something: no further apply alone puts the cluster right. */
export const needsSomeone = ({ outcome }: Pick<ReportedCluster, 'outcome'>): boolean =>
  outcome === 'pending' || !isGood(outcome);

/** What lists every cluster of a run that needs someone. */
export const attentionCommand = (run: string): string => `roster runs show ${safe(run)} --attention`;

/** So many clusters of each outcome are named where the list has a limit: what to do about it is the same for all. */
const NAMED = 5;

/** The clusters that need someone, by what became of them: what to do, then which they are; the worst first. */
export function renderAttention(
  { run, results }: RunReport,
  paint: Paint,
  { limit, whole }: ListEnd,
): string {
  const needy = results.filter(needsSomeone);
  const end = {
    limit: limit === Infinity ? limit : Math.min(limit, NAMED),
    whole: whole === '' ? '' : attentionCommand(run),
  };
  if (needy.length === 0) return '';
  const groups = Map.groupBy(
    needy,
    ({ outcome, reason, partlyWritten }) => `${outcome} ${reason}${partly(partlyWritten)}`,
  );
  const blocks = [...groups.values()].map((group) => block(group, paint, end));
  return `${paint('underline', 'Needs attention')}\n${blocks.join('')}`;
}

function block(group: readonly ReportedCluster[], paint: Paint, end: ListEnd): string {
  const [first] = group;
  if (first === undefined) return '';
  const standing = standingOf(first);
  const count = group.length === 1 ? '' : ` (${amount(group.length)})`;
  const told = group.slice(0, end.limit).map((result): Told => {
    const details = detailLines(result, paint, end).join('');
    return { cluster: result.cluster, details };
  });
  const lines = alike(told, end).flatMap((its) => [
    ...its.map(({ cluster }) => `    ${clusterLabel(cluster)}\n`),
    detailsOf(its),
  ]);
  const rest = moreLine(group.length - end.limit, 'more cluster', end, paint);
  return `  ${standingText(standing, paint)}${partly(first.partlyWritten)}${count} → ${adviceFor(standing)}\n${lines.join('')}${rest === '' ? '' : `  ${rest}`}`;
}

/** A cluster, and what is reported of it besides its outcome. */
interface Told {
  readonly cluster: string;
  readonly details: string;
}

/** Those of which the same is reported; where the list has a limit, the same but for the instant and the cluster's account. */
function alike(told: readonly Told[], { limit }: ListEnd): readonly (readonly Told[])[] {
  const key = (one: Told) => (limit === Infinity ? one.details : general(one).replaceAll(INSTANT, ''));
  return [...Map.groupBy(told, key).values()];
}

const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Once for all of them: as it is reported of the first. */
function detailsOf(its: readonly Told[]): string {
  const [first, ...others] = its;
  if (first === undefined) return '';
  return others.every(({ details }) => details === first.details) ? first.details : general(first);
}

/** With the cluster's own account left open. */
function general({ cluster, details }: Told): string {
  const account = parseClusterArn(cluster)?.account;
  return account === undefined ? details : details.replaceAll(`:${account}:`, ':{account}:');
}

/** The rule with what it saw; `held by ann: …` says it already. */
const refusalText = ({ rule, message }: Refusal): string =>
  safe(message.startsWith(`${rule} `) ? message : `${rule}: ${message}`);

/** What else is told of a cluster: once below all of which it is the same. */
function detailLines(
  { cluster, message, refusals, overridden }: ReportedCluster,
  paint: Paint,
  { limit, whole }: ListEnd,
): readonly string[] {
  const said = refusals.some((refusal) => refusal.message === message) ? '' : message;
  const lines = [
    // Without the cluster itself, which stands above it.
    ...(said === '' ? [] : [`${paint('dim', `      ${safe(said.replaceAll(`${cluster}: `, ''))}`)}\n`]),
    // A rule may say the same of many principals.
    ...new Set(refusals.map((refusal) => `${paint('dim', `      ${refusalText(refusal)}`)}\n`)),
    ...overridden.map(
      ({ rule, reason }) => `${paint('dim', `      passed over ${rule}: ${safe(reason)}`)}\n`,
    ),
  ];
  const rest = moreLine(lines.length - limit, 'more line', { limit, whole }, paint);
  return [...lines.slice(0, limit), ...(rest === '' ? [] : [`    ${rest}`])];
}

function standingOf({ outcome, reason }: ReportedCluster): Standing {
  return outcome === 'pending' ? { kind: 'pending' } : { kind: outcome, reason };
}

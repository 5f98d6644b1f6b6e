import { reasonOf } from '@roster/workflow';
import type { OutcomeKind, Standing } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount } from '../output/plural.ts';

export type StandingKind = OutcomeKind | 'pending';

/** All standings in the order in which a summary lists them: what is good first, the worst last. */
export const STANDINGS = [
  'inSync',
  'healthy',
  'changed',
  'drifted',
  'blocked',
  'unreachable',
  'denied',
  'pending',
  'unhealthy',
  'rolledBack',
  'failed',
] as const satisfies readonly StandingKind[];

const COLOURS: Readonly<Record<StandingKind, Parameters<Paint>[0]>> = {
  inSync: 'green',
  healthy: 'green',
  changed: 'cyan',
  drifted: 'yellow',
  blocked: 'magenta',
  denied: 'red',
  unreachable: 'red',
  unhealthy: 'red',
  rolledBack: 'red',
  failed: 'red',
  pending: 'red',
};

/** The outcome as it stands in JSON and in the runbooks, in its colour: `rolledBack`. */
export const outcomeWord = (kind: StandingKind, paint: Paint): string => paint(COLOURS[kind], kind);

/** The outcome with its reason: `blocked: held`. */
export function standingText(standing: Standing, paint: Paint): string {
  const word = outcomeWord(standing.kind, paint);
  return standing.kind === 'pending' || standing.reason === ''
    ? word
    : `${word}: ${reasonWord(standing.reason)}`;
}

/** What stands behind the outcome of a cluster where a rule withheld a part of the changes. */
export const partly = (partlyWritten: boolean): string => (partlyWritten ? ' (partly written)' : '');

/** A reason, or that of the error of this name, as it stands in JSON: `serverError`. */
export const reasonWord = (reason: string): string => safe(reasonOf(reason));

/** `inSync 21 · drifted 3`. */
export function countsLine(counts: Readonly<Partial<Record<StandingKind, number>>>, paint: Paint): string {
  const told = STANDINGS.flatMap((kind) => {
    const count = counts[kind];
    return count === undefined ? [] : [`${outcomeWord(kind, paint)} ${amount(count)}`];
  });
  return told.join(paint('dim', ' · '));
}

import { reasonOf } from '@roster/workflow';
import type { OutcomeKind, Standing } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount } from '../output/plural.ts';

export type StandingKind = OutcomeKind | 'pending';

/** All standings in the order in which a summary tells them: what is good first, what needs someone last. */
export const STANDINGS = [
  'inSync',
  'healthy',
  'changed',
  'drifted',
  'blocked',
  'denied',
  'unreachable',
  'unhealthy',
  'rolledBack',
  'failed',
  'pending',
] as const satisfies readonly StandingKind[];

const SHOWN: Readonly<Record<StandingKind, readonly [word: string, colour: Parameters<Paint>[0]]>> = {
  inSync: ['in sync', 'green'],
  healthy: ['healthy', 'green'],
  changed: ['changed', 'cyan'],
  drifted: ['drifted', 'yellow'],
  blocked: ['blocked', 'magenta'],
  denied: ['denied', 'red'],
  unreachable: ['unreachable', 'red'],
  unhealthy: ['unhealthy', 'red'],
  rolledBack: ['rolled back', 'red'],
  failed: ['failed', 'red'],
  pending: ['never heard from', 'red'],
};

/** The outcome in words: `rolled back`. */
export function outcomeWord(kind: StandingKind, paint: Paint): string {
  const [word, colour] = SHOWN[kind];
  return paint(colour, word);
}

/** The outcome with its reason: `blocked: held`. */
export function standingText(standing: Standing, paint: Paint): string {
  const word = outcomeWord(standing.kind, paint);
  return standing.kind === 'pending' || standing.reason === ''
    ? word
    : `${word}: ${reasonWord(standing.reason)}`;
}

/** A reason, or the name of the error it stands for, in words: `serverError` → `server error`; the names of guardrails stay as they are, for --override takes them. */
export const reasonWord = (reason: string): string =>
  safe(reasonOf(reason)).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `in sync 21 · drifted 3`. */
export function countsLine(counts: Readonly<Partial<Record<StandingKind, number>>>, paint: Paint): string {
  const told = STANDINGS.flatMap((kind) => {
    const count = counts[kind];
    return count === undefined ? [] : [`${outcomeWord(kind, paint)} ${amount(count)}`];
  });
  return told.join(paint('dim', ' · '));
}

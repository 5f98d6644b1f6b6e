import { findingsOf, type Finding } from './finding.ts';
import type { Subject } from './subject.ts';

const { ok, warning, failed, skipped } = findingsOf('clock');
const ABOUT = 'the clock of this machine';

/** Clients report the end of a token a minute before it ends: from a minute on theirs is wrong. */
const WRONG_MS = 60_000;
/** A token is good for 15 minutes after it was signed (facts.md, The token): one of such a clock is refused at once. */
const USELESS_MS = 15 * 60_000;
const REMEDY =
  'set it right (timedatectl set-ntp true, or the time service of your system): Roster signs by AWS’s time where it has heard it, but not roster token with keys of the environment, nor other tools';

/** Is our clock AWS's? By the `Date` of what AWS has answered so far: no call of its own. */
export function checkClock({ outside }: Pick<Subject, 'outside'>): readonly Finding[] {
  const difference = outside.aws.clock.difference();
  if (difference === undefined) return [skipped(ABOUT, 'AWS has answered nothing that says its time')];
  const off = Math.abs(difference);
  // The `Date` of an answer counts in seconds.
  if (off < WRONG_MS) return [ok(ABOUT, 'as AWS’s, to a minute')];
  const found = `${duration(off)} ${difference > 0 ? 'behind' : 'ahead of'} AWS’s`;
  return [off < USELESS_MS ? warning(ABOUT, found, REMEDY) : failed(ABOUT, found, REMEDY)];
}

function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const [count, unit] = minutes < 120 ? [minutes, 'minute'] : [Math.round(minutes / 60), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

import { FAULTS, isFault } from '@roster/workflow';
import { adviceFor } from '../report/advice.ts';
import { findingsOf, type CheckName, type Finding } from './finding.ts';

/** The finding where looking itself went wrong: not allowed to look is no failure of what is looked at. */
export function unseen(check: CheckName, about: string, error: Error): Finding {
  const { failed, skipped } = findingsOf(check);
  if (isFault(error, 'DeniedFault')) {
    return skipped(about, error.message, 'let your own role make this call, to have it looked at');
  }
  return failed(about, error.message, remedyFor(error));
}

/** What somebody can do about an error; a message that names no fault of ours must do. */
export function remedyFor(error: Error): string {
  if (!isFault(error)) return 'look again; what stays is an error in roster itself';
  const { outcome, reason } = FAULTS[error.code];
  return outcome === 'failed' ? 'do what the message says' : adviceFor({ kind: outcome, reason });
}

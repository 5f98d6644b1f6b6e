import { findingsOf, type Finding } from './finding.ts';
import type { Subject } from './subject.ts';

const { ok, failed } = findingsOf('credentials');

/** Does AWS know who we are? What it finds says itself what to do. */
export function checkCredentials({ caller }: Pick<Subject, 'caller'>): readonly Finding[] {
  if (caller instanceof Error)
    return [failed('the caller', caller.message, 'aws sts get-caller-identity must work')];
  return [ok(caller.arn, `account ${caller.account}`)];
}

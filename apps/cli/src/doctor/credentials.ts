import { findingsOf, type Finding } from './finding.ts';
import type { Subject } from './subject.ts';

const { ok, failed } = findingsOf('credentials');

/** Does AWS know who we are? */
export function checkCredentials({ io, caller }: Pick<Subject, 'io' | 'caller'>): readonly Finding[] {
  const profile = io.env['AWS_PROFILE'];
  const about = profile === undefined ? 'the caller' : `profile ${profile}`;
  if (caller instanceof Error) {
    return [
      failed(
        about,
        caller.message,
        'log in (aws sso login), or set AWS_PROFILE; aws sts get-caller-identity must work',
      ),
    ];
  }
  return [ok(caller.arn, `account ${caller.account}`)];
}

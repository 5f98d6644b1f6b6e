import type { Visit } from '../visit.ts';

/**
 * The role session name of a visit, in the characters and the length that AssumeRole accepts (`[\w+=,.@-]{2,64}`: STS
 * API reference). It stands in CloudTrail and in the clusters' audit logs.
 *
 * Who only looks is `roster-<worker>`: one session of a role serves all runs of a process, for as long as it is good.
 * Everything else is `roster-<run>`, by which CloudTrail and audit logs are joined with the journal; and a session that
 * writes is no other run's. The user agent holds the run in both cases.
 */
export function sessionName({ as, run }: Pick<Visit, 'as' | 'run'>, worker: string): string {
  return `roster-${as === 'read' ? worker : run}`.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, 64);
}

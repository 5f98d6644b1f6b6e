/**
 * The role session name of a run: `roster-<run>` in the characters and the length that AssumeRole accepts
 * (`[\w+=,.@-]{2,64}`: STS API reference). It stands in CloudTrail and in the clusters' audit logs.
 */
export function sessionName(run: string): string {
  return `roster-${run}`.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, 64);
}

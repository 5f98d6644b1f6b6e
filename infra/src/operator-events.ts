import { functionName, IDENTITIES } from '@roster/workflow/deployment';

// How the use of a member role by somebody is heard of: by the rule of a member account (`member/operator-rule.ts`) and by
// the control plane's own (`operations/operator-use.ts`).

/**
 * How workers are distinguished from people in CloudTrail, as EventBridge's and IAM's wildcards: the session of a Lambda bears its
 * function's name (AWS Lambda Developer Guide, "Lambda execution role"), and of a caller from another account there is
 * nothing but its id and session (IAM user guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"). Of whatever
 * prefix, for an account may hold several deployments. No operator passes for one: IAM users have no session, and the
 * trust of the member roles refuses a session of Identity Center that is named so.
 */
export const WORKER_SESSIONS: readonly string[] = Object.values(IDENTITIES)
  .flat()
  .map(({ machine, worker }) => functionName('*', machine, worker));

/**
 * The state of a rule that hears of AssumeRole. CloudTrail records it as read-only, and a rule that is `ENABLED` alone is
 * not promised read-only management events (Amazon EventBridge User Guide, "Receiving read-only management events from
 * AWS services", whose own example is this very event). The account needs a trail in that Region that logs management
 * events, read events too (the same guide, "AWS service events delivered via AWS CloudTrail").
 */
export const HEARS_OF_ASSUME_ROLE = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

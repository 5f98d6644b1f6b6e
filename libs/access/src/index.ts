export {
  canonicalPrincipal,
  CLUSTER_NAME,
  clusterArn,
  DNS_SUFFIXES,
  isAccountId,
  isClusterName,
  isPartition,
  isRegion,
  isSession,
  isSessionName,
  parseArn,
  parseClusterArn,
  parsePrincipal,
  partitionOfRegion,
  principalKey,
  REGION,
  sessionOf,
  stsHost,
} from './arn/index.ts';
export type { Arn, ClusterName, Partition, Principal } from './arn/index.ts';

export { editAwsAuth, UneditableError } from './aws-auth/edit.ts';
export type { Edit } from './aws-auth/edit.ts';
export { sameAccess } from './aws-auth/mapping.ts';
export type { IdentityMapping, MappingList } from './aws-auth/mapping.ts';
export { admissionsOf, matchesOf } from './aws-auth/match-identity.ts';
export type { Admission, Match, SessionCaller } from './aws-auth/match-identity.ts';
export { readAwsAuth } from './aws-auth/read.ts';
export { isOtherObject, readManifests } from './aws-auth/read-manifests.ts';
export type { Manifest } from './aws-auth/read-manifests.ts';
export { renderTemplates } from './aws-auth/render-templates.ts';
export type { Rendered, SessionFacts, Written } from './aws-auth/render-templates.ts';
export type { AwsAuthData, Position, Problem, Reading, ReadRow, ValueProblem } from './aws-auth/reading.ts';

export type {
  AccessCheck,
  Checks,
  Cluster,
  DaemonSetCheck,
  FailureBudget,
  Fleet,
  Grant,
  LabelExpression,
  OwnershipMode,
  PodCheck,
  PrincipalReference,
  Roles,
  Selector,
  Source,
  Wave,
} from './fleet/fleet.ts';
export type { GrantProblem } from './fleet/grant-problem.ts';
export { isNodeAccess, isNodeForm, privilegeOf } from './privileged/index.ts';
export type { PrivilegeRules } from './privileged/index.ts';
export { accessFaults } from './fleet/access-faults.ts';
export type { AccessFault } from './fleet/access-faults.ts';
export { insteadOf } from './fleet/existing-values.ts';
export { nearest } from './fleet/nearest.ts';
export { unmatchedSelectors } from './fleet/unmatched-selectors.ts';
export type { UnmatchedSelector } from './fleet/unmatched-selectors.ts';
export { deniedBy } from './fleet/denied.ts';
export { deniedGrants } from './fleet/denied-grants.ts';
export type { DeniedGrant } from './fleet/denied-grants.ts';
export { endedPrincipals } from './fleet/ended-principals.ts';
export { resolveGrants, standingOf } from './fleet/resolve-grants.ts';
export type { Resolution } from './fleet/resolve-grants.ts';
export { isLabelKey, isLabelValue } from './fleet/label.ts';
export { fillRole } from './fleet/role-template.ts';
export { budgetOf, ownershipOf, REST, waveOf, wavesOf } from './fleet/rollout.ts';
export { matches, whyNot } from './fleet/selector.ts';
export type { Selectable } from './fleet/selector.ts';
export { lastInstant } from './fleet/until.ts';

export { checkGuardrails, GUARDRAILS, whyNoOverride } from './guardrails/check-guardrails.ts';
export type { Judgement } from './guardrails/check-guardrails.ts';
export { draftPutBack } from './guardrails/draft-put-back.ts';
export type { PutBackDraft, PutBackRequest } from './guardrails/draft-put-back.ts';
export { draftWrite } from './guardrails/draft-write.ts';
export type { Draft } from './guardrails/draft-write.ts';
export { foreseenRemovals } from './guardrails/foreseen-removals.ts';
export type { RemovalRules } from './guardrails/removals.ts';
export { withinLimits } from './guardrails/limits.ts';
export type { Asked, Limits } from './guardrails/limits.ts';
export type { Guardrail, Judged, Objection, Override, OwnIdentity, Refusal } from './guardrails/guardrail.ts';

export { applyChanges } from './merge/apply-changes.ts';
export { writes } from './merge/change-set.ts';
export type {
  Change,
  ChangeSet,
  DesiredMapping,
  KeptAccess,
  OwnedAccess,
  RemovalCause,
} from './merge/change-set.ts';
export { foreignFindings, foreignMarks, foreignPrivilege } from './merge/foreign-findings.ts';
export type { ForeignFindings, ForeignPrivilege, ForeignRules } from './merge/foreign-findings.ts';
export { inverseOf } from './merge/inverse.ts';
export { keepUnmentioned } from './merge/keep-unmentioned.ts';
export { planChanges } from './merge/plan-changes.ts';
export type { PlanInput } from './merge/plan-changes.ts';
export { remainingChanges } from './merge/remaining-changes.ts';
export { withhold } from './merge/withhold.ts';
export type { Withheld } from './merge/withhold.ts';

export { removedAccess } from './removals/removed-access.ts';
export type { DecisionReason, GrantRemoval, RemovedAccess } from './removals/removed-access.ts';
export type { LossCause } from './removals/loss-cause.ts';

export { countsAgainstBudget, isGood, isWorse, OUTCOME_KINDS } from './outcome.ts';
export type { Outcome, OutcomeKind, Standing } from './outcome.ts';

export {
  canonicalPrincipal,
  clusterArn,
  DNS_SUFFIXES,
  isPartition,
  parseArn,
  parseClusterArn,
  parsePrincipal,
  partitionOfRegion,
  principalKey,
  stsHost,
} from './arn/index.ts';
export type { Arn, ClusterName, Partition, Principal } from './arn/index.ts';

export { editAwsAuth, UneditableError } from './aws-auth/edit.ts';
export type { Edit } from './aws-auth/edit.ts';
export { sameAccess } from './aws-auth/mapping.ts';
export type { IdentityMapping, MappingList } from './aws-auth/mapping.ts';
export { matchIdentity, renderTemplates } from './aws-auth/match-identity.ts';
export type { Match, SessionFacts } from './aws-auth/match-identity.ts';
export { readAwsAuth } from './aws-auth/read.ts';
export { readManifests } from './aws-auth/read-manifests.ts';
export type { Manifest } from './aws-auth/read-manifests.ts';
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
export { endedPrincipals } from './fleet/ended-principals.ts';
export { resolveGrants } from './fleet/resolve-grants.ts';
export type { Resolution } from './fleet/resolve-grants.ts';
export { fillRole } from './fleet/role-template.ts';
export { budgetOf, ownershipOf, REST, waveOf, wavesOf } from './fleet/rollout.ts';
export { matches, whyNot } from './fleet/selector.ts';
export type { Selectable } from './fleet/selector.ts';
export { lastInstant } from './fleet/until.ts';

export { checkGuardrails, GUARDRAILS } from './guardrails/check-guardrails.ts';
export type { Judgement } from './guardrails/check-guardrails.ts';
export { draftWrite } from './guardrails/draft-write.ts';
export type { Draft } from './guardrails/draft-write.ts';
export { withinLimits } from './guardrails/limits.ts';
export type { Asked, Limits } from './guardrails/limits.ts';
export type { Guardrail, Judged, Override, OwnIdentity, Refusal } from './guardrails/guardrail.ts';

export { applyChanges } from './merge/apply-changes.ts';
export { writes } from './merge/change-set.ts';
export type { Change, ChangeSet, DesiredMapping } from './merge/change-set.ts';
export { foreignFindings } from './merge/foreign-findings.ts';
export type { ForeignFindings } from './merge/foreign-findings.ts';
export { planChanges } from './merge/plan-changes.ts';
export type { PlanInput } from './merge/plan-changes.ts';
export { remainingChanges } from './merge/remaining-changes.ts';

export { countsAgainstBudget, isGood, isWorse, OUTCOME_KINDS } from './outcome.ts';
export type { Outcome, OutcomeKind, Standing } from './outcome.ts';

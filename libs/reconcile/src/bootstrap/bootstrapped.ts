import type { Cluster, Outcome } from '@roster/access';
import type { ConnectionFacts } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import type { AccessEntries, Manifests, RbacManifest } from '../ports/index.ts';

/** One cluster that Roster's two roles are to be let into. */
export interface BootstrapRequest {
  /** The id for session names and user agents. */
  readonly run: string;
  readonly cluster: Cluster;
  /** ARN of the role, its path included, that does it: the bootstrap role, in mode CONFIG_MAP the cluster's creator. */
  readonly role: string;
  /** infra/rbac: what the groups of the two roles may. */
  readonly manifests: readonly RbacManifest[];
  /** Only looks. */
  readonly dryRun: boolean;
}

export interface BootstrapDeps extends Pick<ClusterDeps, 'cloud' | 'clusterApi' | 'signingClock' | 'pause'> {
  readonly entries: AccessEntries;
  readonly manifests: Manifests;
}

/** What was done on a cluster, or in a dry run would be. */
export type Step =
  | { readonly do: 'takeAwayAdministrator' }
  | { readonly do: 'createEntry' | 'addRow'; readonly principal: string }
  | { readonly do: 'applyManifests' };

/** Whether one of the two roles gets in: it does, it does not, or may not be taken from here. */
export type Proof = 'in' | 'out' | 'untried';

/** What bootstrap came to on one cluster, in the outcomes of a run: `drifted` in a dry run, `inSync` where nothing was to do. */
export interface Bootstrapped {
  readonly cluster: string;
  /** Absent where the cluster could not be described. */
  readonly mode?: ConnectionFacts['authenticationMode'];
  readonly outcome: Outcome;
  readonly steps: readonly Step[];
  readonly proofs: Readonly<Record<'read' | 'write', Proof>>;
  /** What went wrong, for a person; else empty. */
  readonly message: string;
}

/** An end that is no fault: the outcome, and what a person should know. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly outcome: Outcome;

  constructor(outcome: Outcome, message: string) {
    super(message);
    this.outcome = outcome;
  }
}

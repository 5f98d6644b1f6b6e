import type { ConnectionFacts, Target } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import type { As, CloudTarget, ClusterTask, Connection, VisitKey } from '../ports/index.ts';
import { connect } from './connect.ts';

type VisitDeps = Pick<ClusterDeps, 'journal' | 'cloud' | 'clusterApi' | 'clock' | 'signingClock'>;

/** One cluster, as a state visits it: as one of our two identities, with tokens of its own. */
export interface Visit<Deps extends VisitDeps = VisitDeps> {
  readonly run: string;
  readonly task: ClusterTask;
  readonly target: CloudTarget;
  readonly facts: ConnectionFacts;
  readonly deps: Deps;
}

/** A visit that may write. */
export type WriteVisit = Visit<ClusterDeps>;

interface At {
  readonly task: ClusterTask;
  readonly facts: ConnectionFacts;
  readonly as: As;
}

/** Begins a visit; makes no call. */
export function visitAs<Deps extends VisitDeps>(
  { run }: Pick<Target, 'run'>,
  { task, facts, as }: At,
  deps: Deps,
): Visit<Deps> {
  return { run, task, facts, deps, target: { cluster: task.cluster, as, run } };
}

/** Where the journal keeps what this visit finds: by the mode of a task that `taskOf` has held to the state's input. */
export const keyOfVisit = ({ run, task }: Pick<Visit, 'run' | 'task'>): VisitKey => ({
  run,
  mode: task.mode,
  cluster: task.cluster.arn,
});

/** A connection of this visit, with a token signed so many milliseconds ago, or at that instant of AWS's clock. */
export function connectAt(
  { deps, target, facts }: Visit<Pick<ClusterDeps, keyof VisitDeps>>,
  signed: number | Date,
): Promise<Connection> {
  const signedAt = typeof signed === 'number' ? new Date(deps.signingClock().getTime() - signed) : signed;
  return connect(deps, target, { facts, signedAt });
}

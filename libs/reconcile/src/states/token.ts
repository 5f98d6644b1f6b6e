import type { Outcome } from '@roster/access';
import { RefusedFault, Target, TokenOutput, type Admitted } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import type { ClusterTask } from '../ports/index.ts';
import { blocked } from '../visit/applied.ts';
import { clusterState } from '../visit/cluster-state.ts';
import { connect, SIGNED_BACK } from '../visit/connect.ts';
import { expectedOutcome } from '../visit/expected-outcome.ts';
import { stamped } from '../visit/stamped.ts';
import { taskOf } from '../visit/task-of.ts';
import { askAboutRefused, whyRefused } from '../visit/why-refused.ts';

type TokenDeps = Pick<ClusterDeps, 'journal' | 'cloud' | 'clusterApi' | 'clock' | 'signingClock'>;
type Entry = Pick<Admitted, 'connection' | 'identity'>;

/**
 * Token: proves that we can get into the cluster with the read role. In: `Target`; out: `TokenOutput`, with who we
 * are there and how it is reached, or the outcome that ends the visit. The token itself stays here.
 * Throws the faults that are worth another try.
 */
export const token = clusterState(
  { name: 'Token', input: Target, output: TokenOutput },
  async (target, deps: TokenDeps): Promise<TokenOutput> => {
    const begun = deps.clock();
    const task = await taskOf(deps.journal, target);
    const entered =
      task.tooLarge === true ? blocked('size', TOO_LARGE) : await enter(task, deps).catch(expectedOutcome);
    const done = stamped(target, 'Token', begun, deps.clock());
    return 'kind' in entered ? { ...done, outcome: entered } : { ...done, ...entered };
  },
);

const TOO_LARGE = 'what the catalog asks for here does not fit into an item of the journal (380 KB gzipped)';

async function enter({ run, cluster }: ClusterTask, deps: TokenDeps): Promise<Entry | Outcome> {
  const visitor = { cluster, as: 'read', run } as const;
  const described = await deps.cloud.describe(visitor);
  if (described.kind !== 'active') return described;
  const { facts } = described;
  const signedAt = new Date(deps.signingClock().getTime() - SIGNED_BACK.look);
  const connection = await connect(deps, visitor, { facts, signedAt });
  try {
    return { connection: facts, identity: await deps.clusterApi.whoAmI(connection) };
  } catch (error) {
    // A 403 says by itself that we are let in.
    if (!(error instanceof RefusedFault) || error.status !== 401) throw error;
    const [asked, status] = await Promise.all([
      askAboutRefused(deps.cloud, visitor, facts),
      deps.journal.getStatus(cluster.arn).catch(() => undefined),
    ]);
    const known = status ?? { cluster: cluster.arn };
    return whyRefused({ fault: error, connection, status: known, ...asked });
  }
}

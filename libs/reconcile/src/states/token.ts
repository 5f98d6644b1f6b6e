import type { Outcome } from '@roster/access';
import { isFault, Target, TokenOutput, type Admitted } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { state } from '../parsed.ts';
import type { ClusterTask } from '../ports/index.ts';
import { blocked } from '../visit/applied.ts';
import { connect, SIGNED_BACK } from '../visit/connect.ts';
import { expectedOutcome } from '../visit/expected-outcome.ts';
import { journalOfVisit } from '../visit/journal-of-visit.ts';
import { stamped } from '../visit/stamped.ts';
import { taskOf } from '../visit/task-of.ts';

type TokenDeps = Pick<ClusterDeps, 'journal' | 'cloud' | 'clusterApi' | 'clock'>;
type Entry = Pick<Admitted, 'connection' | 'identity'>;

/**
 * Token: proves that we can get into the cluster with the read role. In: `Target`; out: `TokenOutput`, with who we
 * are there and how it is reached, or the outcome that ends the visit. The token itself stays here.
 * Throws the faults that are worth another try.
 */
export const token = state(
  { name: 'Token', input: Target, output: TokenOutput },
  async (target, given: TokenDeps): Promise<TokenOutput> => {
    const deps = { ...given, journal: journalOfVisit(given.journal) };
    const begun = deps.clock();
    const task = await taskOf(deps.journal, target);
    const entered = task.tooLarge === true ? blocked('size') : await enter(task, deps).catch(expectedOutcome);
    const done = stamped(target, 'Token', begun, deps.clock());
    return 'kind' in entered ? { ...done, outcome: entered } : { ...done, ...entered };
  },
);

async function enter({ run, cluster }: ClusterTask, deps: TokenDeps): Promise<Entry | Outcome> {
  const visitor = { cluster, as: 'read', run } as const;
  const described = await deps.cloud.describe(visitor);
  if (described.kind === 'unreachable') return described;
  const { facts } = described;
  const signedAt = new Date(deps.clock().getTime() - SIGNED_BACK.look);
  const connection = await connect(deps, visitor, { facts, signedAt });
  try {
    return { connection: facts, identity: await deps.clusterApi.whoAmI(connection) };
  } catch (error) {
    if (!isFault(error, 'DeniedFault')) throw error;
    return { kind: 'denied', reason: STRANGER[facts.authenticationMode] };
  }
}

/** What a cluster that knows us not is missing: by it a person is told which way in to make. */
const STRANGER = { CONFIG_MAP: 'noRow', API_AND_CONFIG_MAP: 'noEntry', API: 'noEntry' } as const;

import type { Outcome } from '@roster/access';
import { Target, type Admitted, type TokenOutput } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { parsed } from '../parsed.ts';
import { ago, connect, SIGNED_BACK } from '../visit/connect.ts';
import { expectedOutcome, stamped } from '../visit/progress.ts';
import { taskOf } from '../visit/task-of.ts';

type TokenDeps = Pick<ClusterDeps, 'journal' | 'cloud' | 'clusterApi' | 'clock'>;
type Entry = Pick<Admitted, 'connection' | 'identity'>;

/**
 * Token: proves that we can get into the cluster with the read role. In: `Target`; out: `TokenOutput`, with who we
 * are there and how it is reached, or the outcome that ends the visit. The token itself stays here.
 * Throws the faults that are worth another try.
 */
export async function token(input: unknown, deps: TokenDeps): Promise<TokenOutput> {
  const target = parsed(Target, input, 'Token');
  const begun = deps.clock();
  const entered = await enter(target, deps).catch(expectedOutcome);
  const done = stamped(target, 'Token', begun, deps.clock());
  return 'kind' in entered ? { ...done, outcome: entered } : { ...done, ...entered };
}

async function enter(target: Target, deps: TokenDeps): Promise<Entry | Outcome> {
  const task = await taskOf(deps.journal, target);
  if (task.tooLarge === true) return { kind: 'blocked', reason: 'size' };
  const visitor = { cluster: task.cluster, as: 'read', run: target.run } as const;
  const described = await deps.cloud.describe(visitor);
  if (described.kind === 'unreachable') return described;
  const { facts } = described;
  const connection = await connect(deps, visitor, { facts, signedAt: ago(deps, SIGNED_BACK.look) });
  return { connection: facts, identity: await deps.clusterApi.whoAmI(connection) };
}

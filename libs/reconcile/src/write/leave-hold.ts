import type { Finding, Hold, WriteIntent } from '../ports/index.ts';
import { remember } from '../visit/remember.ts';
import type { Visit } from '../visit/visit.ts';

interface Undone {
  readonly intent: WriteIntent;
  readonly finding: Finding;
  readonly why: string;
}

/**
 * Puts a cluster on hold for what was undone, and gives the rows back to whom they belonged. A hold that a person
 * set stays: it does not end by itself; so does the one that an earlier delivery left.
 */
export async function leaveHold(visit: Visit, { intent, finding, why }: Undone): Promise<void> {
  const { deps, run, target } = visit;
  const cluster = target.cluster.arn;
  const status = (await deps.journal.getStatus(cluster)) ?? { cluster };
  const at = deps.clock().toISOString();
  const ours: Hold = { by: `run ${run}`, reason: `rolled back: ${why}`, at, undone: finding.changeSet };
  const stays = status.hold !== undefined && (status.hold.undone === undefined || status.hold.by === ours.by);
  await remember(visit, status, {
    owned: intent.ownedBefore,
    driftSince: status.driftSince ?? at,
    ...(stays ? {} : { hold: ours }),
  });
}

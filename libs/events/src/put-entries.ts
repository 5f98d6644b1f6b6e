import {
  PutEventsCommand,
  type EventBridgeClient,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { awsFault } from '@roster/eks';
import { Fault, type FaultName } from '@roster/workflow';
import { batchesOf } from './batches.ts';
import type { Entry } from './entries.ts';

export interface Bus {
  readonly client: EventBridgeClient;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** So often an entry that EventBridge did not take is sent, first included, and the wait before each, in ms. */
const WAITS = [0, 100, 400, 1600];

/**
 * Puts all entries on the default bus, in order. What EventBridge takes of a call it has taken: only the rest is sent
 * again. Throws a fault that names `what`, and how many were not taken; the batches behind it are not sent.
 */
export async function putEntries(bus: Bus, entries: readonly Entry[], what: string): Promise<void> {
  for (const batch of batchesOf(entries)) await putBatch(bus, batch, what);
}

async function putBatch({ client, pause }: Bus, batch: readonly Entry[], what: string): Promise<void> {
  let left = batch;
  let refused: readonly PutEventsResultEntry[] = [];
  for (const wait of WAITS) {
    if (wait > 0) await pause(wait);
    const { Entries: results = [] } = await client
      .send(new PutEventsCommand({ Entries: [...left] }))
      .catch((error: unknown) => {
        throw awsFault(error, `${what}: putting events on the default bus`);
      });
    // Results stand in the order of what was sent; a refused one has a code, and no id.
    left = left.filter((_, index) => results[index]?.EventId === undefined);
    refused = results.filter(({ ErrorCode }) => ErrorCode !== undefined);
    if (left.length === 0) return;
  }
  const codes = [...new Set(refused.map(({ ErrorCode }) => ErrorCode))];
  throw new Fault(
    faultOf(codes),
    `${what}: EventBridge did not take ${left.length} of ${batch.length} events, ${WAITS.length} times (${codes.join(', ')})`,
  );
}

/** The codes of entries (PutEventsResultEntry): throttled, not allowed by the bus, malformed, or an error of AWS. */
function faultOf(codes: readonly (string | undefined)[]): FaultName {
  if (codes.some((code) => code?.includes('Throttl'))) return 'ThrottledFault';
  if (codes.some((code) => code?.startsWith('NotAuthorized') || code?.startsWith('AccessDenied')))
    return 'DeniedFault';
  return codes.includes('MalformedDetail') ? 'BadInputFault' : 'ServerFault';
}

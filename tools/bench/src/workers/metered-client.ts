import { createStoreClient } from '@roster/catalog';
import type { Meter } from './meter.ts';

interface Consumed {
  readonly CapacityUnits?: number;
}

/** Which commands write; what the others consume are reads. */
const WRITES = /^(Put|Update|Delete|BatchWrite)/;

/** A client that asks DynamoDB with every request what it consumes, and tells the meter. */
export function meteredClient(meter: Meter, region: string): ReturnType<typeof createStoreClient> {
  const client = createStoreClient({ region });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (given) => {
        if (/Table|TimeToLive|Backups/.test(commandName)) return next(given);
        const result = await next({ ...given, input: { ...given.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        const units = [ConsumedCapacity]
          .flat()
          .reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        const writes = WRITES.test(commandName);
        meter.consumed({ reads: writes ? 0 : units, writes: writes ? units : 0 });
        return result;
      },
    { step: 'initialize', name: 'askWhatIsConsumed' },
  );
  return client;
}

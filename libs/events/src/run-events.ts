import type { RunEvents } from '@roster/reconcile';
import { entriesOf } from './entries.ts';
import { leaseLine, metricLines } from './metrics.ts';
import { putEntries, type Bus } from './put-entries.ts';

export interface RunEventsOptions extends Bus {
  /** The deployment's prefix, in every event and metric. */
  readonly prefix: string;
  /**
   * Takes a line of metrics. In Lambda it has to reach standard output as it is: CloudWatch Logs makes metrics of it
   * there, and `console` wraps it where logs are JSON.
   */
  readonly write: (line: string) => void;
}

/**
 * Tells of runs by metrics (CloudWatch's embedded format) and by events on the default bus, metrics first: the alarms
 * do not depend on EventBridge. Throws what `RunEvents.tell` throws.
 */
export function createRunEvents({ prefix, write, ...bus }: RunEventsOptions): RunEvents {
  return {
    tellLease: (minutes) => write(leaseLine(minutes, prefix)),
    async tell(news) {
      for (const line of metricLines(news, prefix)) write(line);
      await putEntries(bus, entriesOf(news, prefix), `run ${news.run}`);
    },
  };
}

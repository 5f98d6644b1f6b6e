import type { CallCounts } from '@roster/sandbox';

/** What the calls of one worker, or of the machine itself, took. DynamoDB's are request units, as it tells them. */
export interface Took {
  calls: number;
  cpuMs: number;
  wallMs: number;
  /** HTTP calls to AWS and to clusters by kind, DynamoDB's aside. */
  http: Record<string, number>;
  /** Calls of DynamoDB. */
  store: number;
  readUnits: number;
  writeUnits: number;
}

export interface MeterOptions {
  /** The calls that the sandbox has counted so far. */
  readonly counted: () => Promise<CallCounts>;
}

/**
 * Measures calls one after the other: whoever comes while another is measured waits, so that the processor time of this
 * process in between is that call's own.
 */
export class Meter {
  readonly took: Record<string, Took> = {};
  private readonly counted: MeterOptions['counted'];
  private last: Promise<unknown> = Promise.resolve();
  private current: Took | undefined;

  constructor({ counted }: MeterOptions) {
    this.counted = counted;
  }

  /** Runs a call when those before it have ended, and adds what it took to that name's. */
  measure<T>(name: string, call: () => Promise<T>): Promise<T> {
    const mine = this.last.then(() => this.alone(name, call));
    this.last = mine.catch(() => undefined);
    return mine;
  }

  /** Adds what DynamoDB says that a request has consumed. */
  consumed({ reads, writes }: { readonly reads: number; readonly writes: number }): void {
    if (this.current === undefined) return;
    this.current.store += 1;
    this.current.readUnits += reads;
    this.current.writeUnits += writes;
  }

  private async alone<T>(name: string, call: () => Promise<T>): Promise<T> {
    const took = (this.took[name] ??= nothing());
    const before = await this.counted();
    this.current = took;
    const [cpu, began] = [process.cpuUsage(), performance.now()];
    try {
      return await call();
    } finally {
      const { user, system } = process.cpuUsage(cpu);
      took.calls += 1;
      took.cpuMs += (user + system) / 1000;
      took.wallMs += performance.now() - began;
      this.current = undefined;
      for (const [kind, count] of Object.entries(await this.counted())) {
        const more = count - (before[kind] ?? 0);
        if (more > 0 && !kind.startsWith('dynamodb:')) took.http[kind] = (took.http[kind] ?? 0) + more;
      }
    }
  }
}

const nothing = (): Took => ({
  ...{ calls: 0, cpuMs: 0, wallMs: 0, http: {} },
  ...{ store: 0, readUnits: 0, writeUnits: 0 },
});

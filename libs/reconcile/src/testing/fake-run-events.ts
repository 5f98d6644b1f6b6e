import { Fault, type FaultName } from '@roster/workflow';
import type { RunEvents, RunNews } from '../ports/index.ts';

/** Keeps what it is told: passes `runEventsContract`, as the adapter to EventBridge does. */
export class FakeRunEvents implements RunEvents {
  readonly heard: RunNews[] = [];
  readonly leaseMinutes: number[] = [];
  private failing: FaultName | undefined;

  /** From now on nothing is heard, for that fault; undefined: all is well again. */
  fail(fault: FaultName | undefined): void {
    this.failing = fault;
  }

  tellLease(minutes: number): void {
    this.leaseMinutes.push(minutes);
  }

  tell(news: RunNews): Promise<void> {
    if (this.failing !== undefined) {
      return Promise.reject(new Fault(this.failing, `run ${news.run}: the world does not hear`));
    }
    this.heard.push(JSON.parse(JSON.stringify(news)) as RunNews);
    return Promise.resolve();
  }
}

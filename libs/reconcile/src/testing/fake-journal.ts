import { Fault, type Target } from '@roster/workflow';
import { gzipSync } from 'node:zlib';
import type { Outcome } from '@roster/access';
import type {
  ClusterResult,
  ClusterStatus,
  ClusterTask,
  Finding,
  Journal,
  LeaseHolder,
  PlannedTask,
  RunClosed,
  RunHeader,
  StatusPatch,
  TaskAndFinding,
  WriteIntent,
} from '../ports/index.ts';

/** What the Record state gets; a loose object, so that the output of any worker may be passed on. */
export type Recording = Pick<Target, 'run' | 'shard' | 'cluster' | 'since' | 'at' | 'facts' | 'timings'> & {
  readonly outcome: Outcome;
};

/** A heavy item may have so many bytes once it is gzipped (design.md: Storage). */
const HEAVY_LIMIT = 380 * 1024;
/** DynamoDB's own limit of an item (facts.md: Limits and prices). */
const ITEM_LIMIT = 400 * 1024;

/**
 * The journal in memory: passes `journalContract`, as the DynamoDB adapter does. Everything is kept as JSON, so that
 * nobody shares an object with it.
 */
export class FakeJournal implements Journal {
  private readonly runs = new Shelf<RunHeader>();
  private readonly lines = new Shelf<ClusterResult>();
  private readonly tasks = new Shelf<ClusterTask>();
  private readonly findings = new Shelf<Finding>();
  private readonly intents = new Shelf<WriteIntent>();
  private readonly status = new Shelf<ClusterStatus>();
  private readonly lease = new Shelf<LeaseHolder>();

  putTasks(tasks: readonly PlannedTask[]): Promise<void> {
    return answer(() => {
      for (const { task } of tasks) assertFits(task, `task of ${task.cluster.arn} in run ${task.run}`);
      for (const planned of tasks) this.putTask(planned);
    });
  }

  private putTask({ task, was }: PlannedTask): void {
    const { shard, run, cluster, openedAt: at } = task;
    this.tasks.put(`${cluster.arn} ${run}`, task);
    this.findings.remove(`${cluster.arn} ${run}`);
    const standing = { kind: 'pending' } as const;
    this.lines.put(`${shard} ${cluster.arn}`, {
      shard,
      cluster: cluster.arn,
      standing,
      was,
      at,
      facts: '{}',
      timings: '{}',
    });
  }

  /** What the two states of Record do: the status unless a newer run has told more, the line only while pending. */
  record(recording: Recording): Promise<void> {
    return answer(() => {
      const { run, shard, cluster, outcome, since, at, facts, timings } = recording;
      const status = this.status.get(cluster);
      if (status?.run === undefined || status.run <= run) {
        this.status.put(cluster, { ...status, cluster, run, outcome, since, at });
      }
      const key = `${shard} ${cluster}`;
      const line = this.lines.get(key);
      if (line?.standing.kind !== 'pending') return;
      this.lines.put(key, { ...line, standing: outcome, at, facts, timings });
    });
  }

  openRun(header: RunHeader): Promise<boolean> {
    return answer(() => {
      if (this.runs.get(header.run) !== undefined) return false;
      this.runs.put(header.run, header);
      return true;
    });
  }

  addExecution(run: string, execution: string): Promise<void> {
    return answer(() => {
      const header = this.opened(run);
      if (header.executions.includes(execution)) return;
      this.runs.put(run, { ...header, executions: [...header.executions, execution] });
    });
  }

  getRun(run: string): Promise<RunHeader | undefined> {
    return answer(() => this.runs.get(run));
  }

  listRuns(limit: number): Promise<readonly RunHeader[]> {
    return answer(() => this.runs.list('').reverse().slice(0, limit));
  }

  closeRun(run: string, closed: RunClosed): Promise<void> {
    return answer(() => this.runs.put(run, { ...this.opened(run), closed }));
  }

  shardResults(shard: string): Promise<readonly ClusterResult[]> {
    return answer(() => this.lines.list(`${shard} `));
  }

  getTask(run: string, cluster: string): Promise<ClusterTask | undefined> {
    return answer(() => this.tasks.get(`${cluster} ${run}`));
  }

  putFinding(run: string, cluster: string, finding: Finding): Promise<void> {
    return answer(() => {
      assertFits(finding, `finding on ${cluster} in run ${run}`);
      const task = this.tasks.get(`${cluster} ${run}`);
      if (task === undefined) throw new Fault('NotFoundFault', `run ${run} has no task for ${cluster}`);
      // Both are parts of one item.
      if (sizeOf(task) + sizeOf(finding) > ITEM_LIMIT) {
        throw new Fault(
          'BadInputFault',
          `size: finding on ${cluster} in run ${run}: over the 400 KB of an item`,
        );
      }
      this.findings.put(`${cluster} ${run}`, finding);
    });
  }

  getFinding(run: string, cluster: string): Promise<Finding | undefined> {
    return answer(() => this.findings.get(`${cluster} ${run}`));
  }

  getTaskAndFinding(run: string, cluster: string): Promise<TaskAndFinding | undefined> {
    return answer(() => {
      const task = this.tasks.get(`${cluster} ${run}`);
      const finding = this.findings.get(`${cluster} ${run}`);
      return task && { task, ...(finding === undefined ? {} : { finding }) };
    });
  }

  putWrite(intent: WriteIntent): Promise<void> {
    return answer(() => {
      assertFits(intent, `snapshot of ${intent.cluster} in run ${intent.run}`);
      this.intents.put(writeKey(intent.run, intent.cluster, intent.back), intent);
    });
  }

  getWrite(run: string, cluster: string, back: boolean): Promise<WriteIntent | undefined> {
    return answer(() => this.intents.get(writeKey(run, cluster, back)));
  }

  listWrites(cluster: string, limit: number): Promise<readonly WriteIntent[]> {
    return answer(() => this.intents.list(`${cluster} `).reverse().slice(0, limit));
  }

  getStatus(cluster: string): Promise<ClusterStatus | undefined> {
    return answer(() => this.status.get(cluster));
  }

  listStatus(): Promise<readonly ClusterStatus[]> {
    return answer(() => this.status.list(''));
  }

  patchStatus(cluster: string, patch: StatusPatch): Promise<void> {
    return answer(() => {
      assertFits(patch, `status of ${cluster}`);
      const fields = Object.entries({ ...this.status.get(cluster), cluster, ...patch });
      this.status.put(
        cluster,
        Object.fromEntries(fields.filter(([, value]) => value !== null)) as unknown as ClusterStatus,
      );
    });
  }

  takeLease(run: string, now: Date, until: Date): Promise<LeaseHolder | undefined> {
    return answer(() => {
      const holder = this.lease.get('fleet');
      if (holder !== undefined && holder.run !== run && holder.until > now.toISOString()) return holder;
      this.lease.put('fleet', { run, until: until.toISOString() });
      return undefined;
    });
  }

  readLease(): Promise<LeaseHolder | undefined> {
    return answer(() => this.lease.get('fleet'));
  }

  releaseLease(run: string): Promise<void> {
    return answer(() => {
      if (this.lease.get('fleet')?.run === run) this.lease.remove('fleet');
    });
  }

  private opened(run: string): RunHeader {
    const header = this.runs.get(run);
    if (header === undefined) throw new Fault('NotFoundFault', `run ${run} was never opened`);
    return header;
  }
}

/** Values by key, as JSON, listed in the order of their keys. */
class Shelf<T> {
  private readonly texts = new Map<string, string>();

  put(key: string, value: T): void {
    this.texts.set(key, JSON.stringify(value));
  }

  get(key: string): T | undefined {
    const text = this.texts.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  remove(key: string): void {
    this.texts.delete(key);
  }

  list(prefix: string): T[] {
    const keys = [...this.texts.keys()].filter((key) => key.startsWith(prefix)).sort();
    return keys.map((key) => JSON.parse(this.texts.get(key) ?? 'null') as T);
  }
}

/** A put-back sorts behind the write that it undoes. */
function writeKey(run: string, cluster: string, back: boolean): string {
  return `${cluster} ${run}${back ? '#back' : ''}`;
}

const sizeOf = (value: object): number => gzipSync(JSON.stringify(value)).length;

function assertFits(value: object, what: string): void {
  const size = sizeOf(value);
  if (size <= HEAVY_LIMIT) return;
  throw new Fault(
    'BadInputFault',
    `size: the ${what} has ${Math.ceil(size / 1024)} KB gzipped, the limit is 380 KB`,
  );
}

/** What throws becomes a rejection, as with a store that is far away. */
function answer<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}

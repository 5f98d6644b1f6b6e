import { Fault, keptPartition, messageOf, runsPartition, type Target } from '@roster/workflow';
import type { Outcome } from '@roster/access';
import type {
  ClusterMessage,
  ClusterResult,
  ClusterStatus,
  ClusterTask,
  Finding,
  Health,
  Journal,
  PlannedTask,
  RunClosed,
  RunHeader,
  RunRange,
  RunKey,
  StatusPatch,
  TaskAndFinding,
  VisitKey,
  WriteIntent,
} from '../ports/index.ts';
import { FakeLease } from './fake-lease.ts';
import { answer, assertFits, Shelf } from './shelf.ts';

/** What the Record state gets; a loose object, so that the output of any worker may be passed on. */
export type Recording = Pick<Target, 'run' | 'shard' | 'cluster' | 'since' | 'at' | 'facts' | 'timings'> & {
  readonly outcome: Outcome;
};

/**
 * The journal in memory: passes `journalContract`, as the DynamoDB adapter does. Everything is kept as JSON, so that
 * nobody shares an object with it.
 */
export class FakeJournal extends FakeLease implements Journal {
  private readonly runs = new Shelf<RunHeader>();
  private readonly lines = new Shelf<ClusterResult>();
  private readonly tasks = new Shelf<ClusterTask>();
  private readonly findings = new Shelf<Finding>();
  private readonly healths = new Shelf<Health>();
  private readonly messages = new Shelf<ClusterMessage>();
  private readonly intents = new Shelf<WriteIntent>();
  private readonly status = new Shelf<ClusterStatus>();

  putTasks(tasks: readonly PlannedTask[]): Promise<void> {
    return answer(() => {
      for (const { task } of tasks) assertFits(task, `task of ${task.cluster.arn} in run ${task.run}`);
      for (const planned of tasks) this.putTask(planned);
    });
  }

  private putTask({ task, was }: PlannedTask): void {
    const { shard, run, mode, cluster, openedAt: at } = task;
    this.tasks.put(keptKey('task', { run, mode, cluster: cluster.arn }), task);
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
      if (this.runs.get(runKey(header)) !== undefined) return false;
      this.runs.put(runKey(header), header);
      return true;
    });
  }

  addExecution(key: RunKey, execution: string): Promise<void> {
    return answer(() => {
      const header = this.opened(key);
      if (header.executions.includes(execution)) return;
      this.runs.put(runKey(key), { ...header, executions: [...header.executions, execution] });
    });
  }

  getRun(key: RunKey): Promise<RunHeader | undefined> {
    return answer(() => this.runs.get(runKey(key)));
  }

  findRun(run: string): Promise<RunHeader | undefined> {
    return answer(
      () => this.runs.get(runKey({ run, mode: 'apply' })) ?? this.runs.get(runKey({ run, mode: 'plan' })),
    );
  }

  listRuns(limit: number, { from, before }: RunRange = {}): Promise<readonly RunHeader[]> {
    return answer(() =>
      this.runs
        .list('')
        .filter(({ run }) => (from === undefined || run >= from) && (before === undefined || run < before))
        .sort((a, b) => (a.run < b.run ? 1 : -1))
        .slice(0, limit),
    );
  }

  closeRun(key: RunKey, closed: RunClosed): Promise<void> {
    return answer(() => this.runs.put(runKey(key), { ...this.opened(key), closed }));
  }

  shardResults(shard: string): Promise<readonly ClusterResult[]> {
    return answer(() => this.lines.list(`${shard} `));
  }

  getTask(key: VisitKey): Promise<ClusterTask | undefined> {
    return answer(() => this.tasks.get(keptKey('task', key)));
  }

  putFinding(key: VisitKey, finding: Finding): Promise<void> {
    return answer(() => {
      assertFits(finding, `finding of ${key.cluster} in run ${key.run}`);
      this.findings.put(keptKey('finding', key), finding);
    });
  }

  getFinding(key: VisitKey): Promise<Finding | undefined> {
    return answer(() => this.findings.get(keptKey('finding', key)));
  }

  async getTaskAndFinding(key: VisitKey): Promise<TaskAndFinding | undefined> {
    const [task, finding] = await Promise.all([this.getTask(key), this.getFinding(key)]);
    return task && { task, ...(finding === undefined ? {} : { finding }) };
  }

  putHealth(key: VisitKey, health: Health): Promise<void> {
    return answer(() => {
      assertFits(health, `health of ${key.cluster} in run ${key.run}`);
      this.healths.put(keptKey('health', key), health);
    });
  }

  getHealth(key: VisitKey): Promise<Health | undefined> {
    return answer(() => this.healths.get(keptKey('health', key)));
  }

  putMessage(key: VisitKey, { reason, message }: ClusterMessage): Promise<void> {
    return answer(() => this.messages.put(keptKey('messages', key), { reason, message: messageOf(message) }));
  }

  readMessages(key: RunKey, clusters: readonly string[]): Promise<ReadonlyMap<string, ClusterMessage>> {
    return answer(
      () =>
        new Map(
          clusters.flatMap((cluster) => {
            const found = this.messages.get(keptKey('messages', { ...key, cluster }));
            return found === undefined ? [] : [[cluster, found] as const];
          }),
        ),
    );
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

  private opened(key: RunKey): RunHeader {
    const header = this.runs.get(runKey(key));
    if (header === undefined) throw new Fault('NotFoundFault', `run ${key.run} was never opened`);
    return header;
  }
}

const runKey = ({ run, mode }: RunKey): string => `${runsPartition(mode)} ${run}`;

const keptKey = (kept: Parameters<typeof keptPartition>[0], { run, mode, cluster }: VisitKey): string =>
  `${keptPartition(kept, mode, cluster)} ${run}`;

/** A put-back sorts behind the write that it undoes. */
function writeKey(run: string, cluster: string, back: boolean): string {
  return `${cluster} ${run}${back ? '#back' : ''}`;
}

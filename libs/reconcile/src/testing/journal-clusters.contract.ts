import { describe, expect, it } from 'vitest';
import {
  incompressible,
  NEXT_RUN,
  OPENED,
  RUN,
  sampleCluster,
  sampleFinding,
  sampleIntent,
  samplePlanned,
  sampleRecording,
  SHARD,
} from './journal-samples.ts';
import type { JournalUnderTest } from './journal.contract.ts';

const { arn } = sampleCluster();
const KEY = { run: RUN, mode: 'apply', cluster: arn } as const;
const long = (kilobytes: number) => [{ rule: 'long', message: incompressible(kilobytes) }];
const tooBig = { name: 'BadInputFault', message: expect.stringMatching(/^size: .* KB/) as string };

export function journalClusters(make: () => Promise<JournalUnderTest>): void {
  describe('tasks and lines', () => {
    it('keeps the task of each cluster in each run', async () => {
      const { journal } = await make();
      const second = samplePlanned({ run: NEXT_RUN, shard: `RUN#${NEXT_RUN}#00#00#000` });
      await journal.putTasks([samplePlanned(), samplePlanned({ name: 'search' }), second]);
      expect(await journal.getTask(KEY)).toEqual(samplePlanned().task);
      expect(await journal.getTask({ ...KEY, run: NEXT_RUN })).toEqual(second.task);
      expect(await journal.getTask({ ...KEY, cluster: sampleCluster('other').arn })).toBeUndefined();
    });

    it('keeps more tasks than one batch takes, each with a pending line of its shard', async () => {
      const { journal } = await make();
      const names = Array.from({ length: 60 }, (_, index) => `c-${String(index).padStart(2, '0')}`);
      const shardOf = (index: number) => `RUN#${RUN}#00#00#00${Math.floor(index / 25)}`;
      const planned = names.map((name, index) => samplePlanned({ name, shard: shardOf(index) }));
      await journal.putTasks(planned);
      await journal.putTasks(planned.slice(0, 3));
      const lines = await Promise.all([0, 25, 50].map((index) => journal.shardResults(shardOf(index))));
      expect(lines.map(({ length }) => length)).toEqual([25, 25, 10]);
      expect(lines.flat().map(({ cluster }) => cluster)).toEqual(
        names.map((name) => sampleCluster(name).arn),
      );
      const pending = {
        standing: { kind: 'pending' },
        was: 'inSync',
        at: OPENED,
        facts: '{}',
        timings: '{}',
      };
      expect(lines[0]![0]).toEqual({ shard: shardOf(0), cluster: sampleCluster('c-00').arn, ...pending });
    });

    it('ends pending by a recording, once', async () => {
      const { journal, record } = await make();
      await journal.putTasks([samplePlanned(), samplePlanned({ name: 'search' })]);
      const outcome = { kind: 'blocked', reason: 'held' } as const;
      await record(sampleRecording({ outcome }));
      await record(sampleRecording({ outcome: { kind: 'failed', reason: '' } }));
      const [payments, search] = await journal.shardResults(SHARD);
      const { at, facts, timings } = sampleRecording();
      const told = { was: 'inSync', at, facts, timings };
      expect(payments).toEqual({ shard: SHARD, cluster: arn, standing: outcome, ...told });
      expect(search?.standing).toEqual({ kind: 'pending' });
    });

    it('makes no line of a recording that belongs to none', async () => {
      const { journal, record } = await make();
      await record(sampleRecording());
      expect(await journal.shardResults(SHARD)).toEqual([]);
    });

    it('refuses what is too big to be kept, naming its size', async () => {
      const { journal } = await make();
      const { task, ...line } = samplePlanned();
      const overrides = [{ rule: 'r', reason: incompressible(600) }];
      const putting = journal.putTasks([{ ...line, task: { ...task, overrides } }]);
      await expect(putting).rejects.toMatchObject(tooBig);
    });
  });

  describe('findings and health', () => {
    const now = new Date(OPENED);

    it('keeps a finding beside its task, and the last of two', async () => {
      const { journal } = await make();
      const { task } = samplePlanned();
      await journal.putTasks([samplePlanned()]);
      expect(await journal.getFinding(KEY)).toBeUndefined();
      expect(await journal.getTaskAndFinding(KEY)).toEqual({ task });
      await journal.putFinding(KEY, { ...sampleFinding(), newForeign: ['x'] }, now);
      await journal.putFinding(KEY, sampleFinding(), now);
      expect(await journal.getFinding(KEY)).toEqual(sampleFinding());
      expect(await journal.getTask(KEY)).toEqual(task);
      expect(await journal.getTaskAndFinding(KEY)).toEqual({ task, finding: sampleFinding() });
      const another = { ...KEY, run: NEXT_RUN };
      expect(await journal.getTaskAndFinding(another)).toBeUndefined();
      expect(await journal.getFinding(another)).toBeUndefined();
    });

    it('keeps the health that was seen last', async () => {
      const { journal } = await make();
      const { healthBefore: health } = sampleFinding();
      expect(await journal.getHealth(KEY)).toBeUndefined();
      await journal.putHealth(KEY, { ...health!, pods: [] }, now);
      await journal.putHealth(KEY, health!, now);
      expect(await journal.getHealth(KEY)).toEqual(health);
      expect(await journal.getHealth({ ...KEY, run: NEXT_RUN })).toBeUndefined();
      expect(await journal.getFinding(KEY)).toBeUndefined();
    });

    it('takes a finding of full size beside a task of full size, and refuses one that is too big', async () => {
      const { journal } = await make();
      const { task, ...line } = samplePlanned();
      const overrides = [{ rule: 'r', reason: incompressible(300) }];
      await journal.putTasks([{ ...line, task: { ...task, overrides } }]);
      await journal.putFinding(KEY, { ...sampleFinding(), refusals: long(300) }, now);
      const big = journal.putFinding(KEY, { ...sampleFinding(), refusals: long(600) }, now);
      await expect(big).rejects.toMatchObject(tooBig);
      expect((await journal.getFinding(KEY))?.refusals).toHaveLength(1);
    });
  });

  describe('messages', () => {
    const other = sampleCluster('search').arn;
    const now = new Date(OPENED);
    const told = { reason: 'timeout', message: 'it did not answer within 5 s' };

    it('keeps the last that was said of a cluster in a run', async () => {
      const { journal } = await make();
      expect(await journal.readMessages(KEY, [arn, other])).toEqual(new Map());
      await journal.putMessage(KEY, { reason: 'throttled', message: 'HTTP 429' }, now);
      await journal.putMessage(KEY, told, now);
      const another = { reason: 'gone', message: 'no such cluster' };
      await journal.putMessage({ ...KEY, run: NEXT_RUN, cluster: other }, another, now);
      expect(await journal.readMessages(KEY, [arn, other])).toEqual(new Map([[arn, told]]));
      expect(await journal.readMessages({ ...KEY, run: NEXT_RUN }, [arn, other])).toEqual(
        new Map([[other, another]]),
      );
    });

    it('reads those of many clusters', async () => {
      const { journal } = await make();
      const names = Array.from({ length: 60 }, (_, index) => sampleCluster(`c-${index}`).arn);
      for (const cluster of names) await journal.putMessage({ ...KEY, cluster }, told, now);
      const found = await journal.readMessages(KEY, names);
      expect([...found.keys()]).toEqual(names);
    });

    it('keeps one line of 2,000 characters at most, without secrets', async () => {
      const { journal } = await make();
      const token = `k8s-aws-v1.${'a'.repeat(80)}`;
      const message = `it\nechoes ${token} ${'and more '.repeat(1000)}`;
      await journal.putMessage(KEY, { reason: 'badAnswer', message }, now);
      const kept = (await journal.readMessages(KEY, [arn])).get(arn)?.message;
      expect(kept).toMatch(/^it echoes \[secret\] and more /);
      expect(kept).toHaveLength(2000);
    });

    it('of runs that write and runs that look are kept apart', async () => {
      const { journal } = await make();
      await journal.putMessage(KEY, told, now);
      expect(await journal.readMessages({ ...KEY, mode: 'plan' }, [arn])).toEqual(new Map());
    });
  });

  describe('runs that write and runs that look', () => {
    it('share no task, finding or health, whatever their ids', async () => {
      const { journal } = await make();
      const planned = samplePlanned();
      await journal.putTasks([planned]);
      await journal.putFinding(KEY, sampleFinding(), new Date(OPENED));
      await journal.putHealth(KEY, sampleFinding().healthBefore!, new Date(OPENED));
      const looking = { ...KEY, mode: 'plan' } as const;
      expect(await journal.getTaskAndFinding(looking)).toBeUndefined();
      expect(await journal.getFinding(looking)).toBeUndefined();
      expect(await journal.getHealth(looking)).toBeUndefined();
      const task = { ...planned.task, mode: 'plan', shard: `RUN#${RUN}#00#00#000` } as const;
      await journal.putTasks([{ ...planned, task }]);
      await journal.putFinding(looking, { ...sampleFinding(), newForeign: ['x'] }, new Date(OPENED));
      expect(await journal.getTask(KEY)).toEqual(planned.task);
      expect(await journal.getFinding(KEY)).toEqual(sampleFinding());
      expect(await journal.getTask({ ...looking, mode: 'verify' })).toEqual(task);
    });
  });

  describe('writes', () => {
    it('keeps a write and its put-back apart, and rewrites each', async () => {
      const { journal } = await make();
      expect(await journal.getWrite(RUN, arn, false)).toBeUndefined();
      await journal.putWrite(sampleIntent());
      expect(await journal.getWrite(RUN, arn, true)).toBeUndefined();
      await journal.putWrite(sampleIntent({ back: true, intended: 'sha256:2' }));
      await journal.putWrite(sampleIntent({ snapshot: null }));
      expect(await journal.getWrite(RUN, arn, false)).toEqual(sampleIntent({ snapshot: null }));
      expect(await journal.getWrite(RUN, arn, true)).toEqual(
        sampleIntent({ back: true, intended: 'sha256:2' }),
      );
    });

    it('lists the writes of one cluster, the newest first, as many as asked', async () => {
      const { journal } = await make();
      const other = sampleCluster('search').arn;
      const intents = [{ run: NEXT_RUN }, { back: true }, {}].map((change) => sampleIntent(change));
      await journal.putWrite(sampleIntent({ cluster: other }));
      for (const intent of intents.toReversed()) await journal.putWrite(intent);
      expect(await journal.listWrites(arn, 10)).toEqual(intents);
      expect(await journal.listWrites(arn, 1)).toEqual(intents.slice(0, 1));
    });

    it('refuses a snapshot that is too big', async () => {
      const { journal } = await make();
      const data = { mapRoles: incompressible(700) };
      const snapshot = { resourceVersion: '1', data, labels: {}, annotations: {} };
      await expect(journal.putWrite(sampleIntent({ snapshot }))).rejects.toMatchObject(tooBig);
      expect(await journal.listWrites(arn, 1)).toEqual([]);
    });
  });
}

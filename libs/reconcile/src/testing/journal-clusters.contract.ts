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
const long = (kilobytes: number) => [{ rule: 'long', message: incompressible(kilobytes) }];
const tooBig = { name: 'BadInputFault', message: expect.stringMatching(/^size: .* KB/) as string };

export function journalClusters(make: () => Promise<JournalUnderTest>): void {
  describe('tasks and lines', () => {
    it('keeps the task of each cluster in each run', async () => {
      const { journal } = await make();
      const second = samplePlanned({ run: NEXT_RUN, shard: `RUN#${NEXT_RUN}#00#00#000` });
      await journal.putTasks([samplePlanned(), samplePlanned({ name: 'search' }), second]);
      expect(await journal.getTask(RUN, arn)).toEqual(samplePlanned().task);
      expect(await journal.getTask(NEXT_RUN, arn)).toEqual(second.task);
      expect(await journal.getTask(RUN, sampleCluster('other').arn)).toBeUndefined();
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

  describe('findings', () => {
    it('keeps a finding beside its task, and the last of two', async () => {
      const { journal } = await make();
      await journal.putTasks([samplePlanned()]);
      expect(await journal.getFinding(RUN, arn)).toBeUndefined();
      expect(await journal.getTaskAndFinding(RUN, arn)).toEqual({ task: samplePlanned().task });
      await journal.putFinding(RUN, arn, { ...sampleFinding(), newForeign: ['x'] });
      await journal.putFinding(RUN, arn, sampleFinding());
      expect(await journal.getFinding(RUN, arn)).toEqual(sampleFinding());
      const { task } = samplePlanned();
      expect(await journal.getTask(RUN, arn)).toEqual(task);
      expect(await journal.getTaskAndFinding(RUN, arn)).toEqual({ task, finding: sampleFinding() });
      expect(await journal.getTaskAndFinding(NEXT_RUN, arn)).toBeUndefined();
      expect(await journal.getFinding(NEXT_RUN, arn)).toBeUndefined();
    });

    it('refuses one without a task, and one that is too big', async () => {
      const { journal } = await make();
      const orphan = journal.putFinding(RUN, arn, sampleFinding());
      await expect(orphan).rejects.toMatchObject({ name: 'NotFoundFault' });
      await journal.putTasks([samplePlanned()]);
      await journal.putFinding(RUN, arn, { ...sampleFinding(), refusals: long(300) });
      const big = journal.putFinding(RUN, arn, { ...sampleFinding(), refusals: long(600) });
      await expect(big).rejects.toMatchObject(tooBig);
    });

    it('refuses a finding that does not fit beside its task', async () => {
      const { journal } = await make();
      const { task, ...line } = samplePlanned();
      await journal.putTasks([
        { ...line, task: { ...task, overrides: [{ rule: 'r', reason: incompressible(300) }] } },
      ]);
      const both = journal.putFinding(RUN, arn, { ...sampleFinding(), refusals: long(300) });
      await expect(both).rejects.toMatchObject(tooBig);
      expect(await journal.getFinding(RUN, arn)).toBeUndefined();
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

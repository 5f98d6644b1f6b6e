import { describe, expect, it } from 'vitest';
import type { FleetStanding, ForeignRow, RunEvents, RunNews, WorseCluster } from '../ports/index.ts';
import { RUN, sampleCluster } from './journal-samples.ts';

const END = ['run', 'mode', 'who', 'at', 'state', 'healthy', 'error', 'counts'] as const;
export type RunEnd = Pick<RunNews, (typeof END)[number]>;

/** The end alone, of whatever holds more. */
export const endOf = (told: RunEnd): RunEnd =>
  Object.fromEntries(END.flatMap((name) => (told[name] === undefined ? [] : [[name, told[name]]]))) as RunEnd;

/** What the world has heard, in whatever form it came: the runs that ended, and each cluster and row of the news. */
export interface Heard {
  readonly ended: readonly RunEnd[];
  readonly worse: readonly WorseCluster[];
  readonly foreign: readonly ForeignRow[];
  readonly standing: readonly FleetStanding[];
  readonly leaseMinutes: readonly number[];
}

export interface RunEventsUnderTest {
  readonly events: RunEvents;
  readonly heard: () => Heard;
  /** Makes the world deaf, for good. */
  readonly deafen: () => void;
}

/** Of a run that was turned away: it has no counts. */
const ANY = {
  run: RUN,
  mode: 'apply',
  who: 'me',
  at: '2026-01-02T04:00:00.000Z',
  worse: [],
  foreign: [],
} as const;
const away: RunNews = { ...ANY, state: 'failed', healthy: false, error: 'LeaseHeldFault' };
const news = (change: Partial<RunNews> = {}): RunNews => ({
  ...{ ...ANY, state: 'done', healthy: true, counts: { inSync: 2 } },
  ...change,
});

const NOTHING: Heard = { ended: [], worse: [], foreign: [], standing: [], leaseMinutes: [] };

/** What everybody who is told of runs must do. `make` gives a world that has heard nothing yet. */
export function runEventsContract(name: string, make: () => Promise<RunEventsUnderTest>): void {
  describe(`${name} keeps the contract of RunEvents`, () => {
    it('tells of a run that ended well, and of nothing else', async () => {
      const { events, heard } = await make();
      await events.tell(news());
      expect(heard()).toEqual({ ...NOTHING, ended: [endOf(news())] });
    });

    it('tells why a run failed, and of one that never had a cluster', async () => {
      const { events, heard } = await make();
      const failed = news({ state: 'failed', healthy: false, error: 'Aborted' });
      await events.tell(failed);
      await events.tell(away);
      expect(heard()).toEqual({ ...NOTHING, ended: [endOf(failed), endOf(away)] });
    });

    it('tells of each cluster and each row, in their order, however many there are', async () => {
      const { events, heard } = await make();
      const clusters = Array.from({ length: 34 }, (_, index) => sampleCluster(`c-${index}`).arn);
      const worse = clusters.map((cluster): WorseCluster => ({
        cluster,
        was: 'inSync',
        outcome: { kind: 'denied', reason: 'refused' },
      }));
      const foreign = clusters.slice(0, 3).map((cluster, index) => ({
        cluster,
        principal: 'arn:aws:iam::999999999999:role/Evil',
        privileged: index === 1,
        why: index === 1 ? 'group system:masters' : '',
      }));
      await events.tell(news({ worse, foreign }));
      expect(heard()).toMatchObject({ worse, foreign });
      expect(heard().ended).toHaveLength(1);
    });

    it('tells how the fleet stands', async () => {
      const { events, heard } = await make();
      const standing = {
        counts: { inSync: 3, drifted: 2 },
        drifted: 2,
        oldestDriftHours: 30.5,
        privileged: 4,
        pastUntil: 1,
      };
      await events.tell(news({ standing }));
      expect(heard()).toMatchObject({ standing: [standing], leaseMinutes: [] });
    });

    it('tells how long a lease is held, and no end, though the world is deaf', async () => {
      const { events, heard, deafen } = await make();
      deafen();
      events.tellLease(5);
      events.tellLease(12.5);
      expect(heard()).toEqual({ ...NOTHING, leaseMinutes: [5, 12.5] });
    });

    it('names the fault when the world does not hear', async () => {
      const { events, deafen } = await make();
      deafen();
      await expect(events.tell(news())).rejects.toMatchObject({
        name: expect.stringMatching(/Fault$/) as string,
        message: expect.stringContaining(RUN) as string,
      });
    });
  });
}

import { describe, expect, it } from 'vitest';
import { closeRun, newRunId, openRun } from '../src/index.ts';
import { Bench, RUN } from './bench.ts';
import { cluster, fleet, grant } from './fleet.ts';
import { benchOf, many } from './rollout.ts';

describe('OpenRun refuses', () => {
  const cn = cluster('cn', {
    region: 'cn-north-1',
    arn: 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/cn',
  });
  const two = [
    grant({ name: 'a', username: 'x', source: { file: 'f.yaml', line: 7, column: 3 } }),
    grant({ name: 'b', username: 'y', source: { file: 'f.yaml', line: 9, column: 3 } }),
  ];

  it.each<[string, Parameters<typeof fleet>[0], object, RegExp]>([
    ['an empty selection', {}, { selector: { regions: ['us-east-1'] } }, /none of the catalog's 1 clusters/],
    ['a cluster that it does not know', {}, { clusters: ['arn:x'] }, /not in the catalog: arn:x/],
    ['a selection of two partitions', { clusters: [cluster('one'), cn] }, {}, /aws and aws-cn/],
    ['grants that contradict each other', { grants: two }, {}, /a \(f.yaml:7\).*b \(f.yaml:9\)/],
    [
      'a revision that is not the current one',
      {},
      { revision: '7' },
      /for revision 7, and the current one is 1/,
    ],
    [
      'an override of a rule that there is not',
      {},
      { overrides: [{ rule: 'node-row', reason: 'x' }] },
      /no guardrail "node-row"; an override can name .*node-rows/,
    ],
    [
      'an override of a rule that nobody may pass over',
      {},
      { overrides: [{ rule: 'dropped-rows', reason: 'x' }] },
      /nobody can override dropped-rows/,
    ],
    ['mode restore', {}, { mode: 'restore' }, /later version/],
  ])('%s', async (_name, change, input, message) => {
    const made = new Bench();
    made.catalog.store(fleet(change));
    const opening = made.open(input);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toMatchObject({ name: 'BadInputFault' });
  });

  it('no verification for grants that contradict each other', async () => {
    const made = new Bench();
    made.catalog.store(fleet({ grants: two }));
    expect(await made.open({ mode: 'verify' })).toMatchObject({ next: 'step' });
  });

  it('a run while another one writes, and names it', async () => {
    const made = benchOf(many(1));
    await made.open();
    const second = { run: '20261124T080000Z-test-r2', execution: 'e2', mode: 'apply', who: 'tests' } as const;
    await expect(made.open(second)).rejects.toThrow(
      new RegExp(`run ${RUN} of tests .*holds the lease.*until 2026-11-24T08:15`),
    );
    const { execution, ...start } = second;
    const end = { ...start, error: { Error: 'LeaseHeldFault' } };
    await expect(closeRun({ execution, end }, made.deps)).rejects.toThrow(/r2/);
    expect(await made.journal.readLease()).toMatchObject({ run: RUN });
    expect(await made.open({ ...second, mode: 'plan' })).toMatchObject({ next: 'step' });
  });

  it('an execution without a run, unless a schedule tells when it fired', async () => {
    const made = benchOf(many(1));
    const start = { mode: 'plan', who: 'schedule' };
    const fired = { ...start, scheduleId: 'fired', scheduledAt: '2026-11-24T08:12:30Z' };
    const deps = { catalog: made.catalog, journal: made.journal, clock: made.clock };
    const open = (input: object) => openRun({ execution: 'arn:execution', input }, deps);
    await expect(open(start)).rejects.toThrow(/neither run nor scheduledAt and scheduleId/);
    await expect(open({ ...start, scheduledAt: fired.scheduledAt })).rejects.toThrow(/neither run/);
    const first = await open(fired);
    expect(first.run).toMatch(/^20261124T081230\d{3}Z-[0-9a-f]{8}$/);
    expect(await open(fired)).toEqual(first);
    expect((await open({ ...fired, scheduleId: 'another' })).run).not.toBe(first.run);
  });
});

describe('newRunId', () => {
  it('sorts by time, and tells two of a second apart', () => {
    const at = (text: string) => new Date(`2026-11-24T${text}Z`);
    expect(newRunId(at('08:12:30.900'), 0.5)).toBe('20261124T081230900Z-i000');
    expect(newRunId(at('08:12:30'), 0.999_999_9)).toBe('20261124T081230000Z-zzzz');
    expect(newRunId(at('09:00:00'), 0) > newRunId(at('08:59:59'), 0.9)).toBe(true);
  });
});

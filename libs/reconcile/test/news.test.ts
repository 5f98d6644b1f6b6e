import type { Cluster } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { Fault, type Mode } from '@roster/workflow';
import { closeRun, gate, type RunNews } from '../src/index.ts';
import { bench, ONE, targetOf, way, type Bench } from './bench.ts';
import { BASE, cluster, fleet, grant, OPS, OPS_ROW, row } from './fleet.ts';

const EVIL = 'arn:aws:iam::111122223333:role/Evil';
const EVIL_ROW = row(EVIL, 'evil', 'dev');

let count = 0;

/** A whole run over cluster `one`, an hour after the one before; what the world heard of it. */
async function run(made: Bench, mode: Mode = 'plan'): Promise<RunNews> {
  made.now.at += 3_600_000;
  const id = `20261124T080000Z-${String((count += 1)).padStart(4, '0')}`;
  const first = await made.open({ run: id, execution: id, mode });
  made.now.at += 1_000;
  await made.journal.record(await way(targetOf(first, made.clock().toISOString()), made.deps));
  await closeRun({ execution: id, end: await gate(first, made.deps) }, made.deps);
  return made.events.heard.at(-1)!;
}

/** A whole plan over these clusters, of one shard, an hour after the one before. */
async function planOf(made: Bench, clusters: readonly Cluster[]) {
  made.now.at += 3_600_000;
  const id = `20261124T080000Z-${String((count += 1)).padStart(4, '0')}`;
  const first = await made.open({ run: id, execution: id, mode: 'plan' });
  for (const { arn } of clusters)
    await made.journal.record(await way(targetOf(first, made.clock().toISOString(), arn), made.deps));
  return closeRun({ execution: id, end: await gate(first, made.deps) }, made.deps);
}

const withRows = (made: Bench, ...rows: readonly string[]) =>
  made.door().setAwsAuth({ mapRoles: [BASE, OPS_ROW, ...rows].join('') });
const told = { cluster: ONE.arn, principal: EVIL, privileged: false, why: '' };

describe('a foreign row', () => {
  it('is told of once, by the run that sees it first, however many plans find it new', async () => {
    const made = bench(OPS_ROW);
    expect((await run(made)).foreign).toEqual([]);
    withRows(made, EVIL_ROW);
    expect((await run(made)).foreign).toEqual([told]);
    expect((await run(made)).foreign).toEqual([]);
    expect((await run(made, 'apply')).foreign).toEqual([]);
    expect((await run(made)).foreign).toEqual([]);
  });

  it('is told of again when it comes back, or becomes privileged', async () => {
    const made = bench(OPS_ROW);
    await run(made);
    withRows(made, EVIL_ROW);
    await run(made);
    withRows(made);
    expect((await run(made)).foreign).toEqual([]);
    expect((await made.status()).toldForeign).toBeUndefined();
    withRows(made, EVIL_ROW);
    expect((await run(made)).foreign).toEqual([told]);
    withRows(made, row(EVIL, 'evil', 'system:masters'));
    expect((await run(made)).foreign).toEqual([{ ...told, privileged: true, why: 'group system:masters' }]);
    withRows(made, EVIL_ROW);
    expect((await run(made)).foreign).toEqual([]);
  });

  it('is remembered as told ten clusters at a time: one by one, 10,000 would outlast CloseRun', async () => {
    const clusters = Array.from({ length: 25 }, (_, index) => cluster(`c${index}`));
    const made = bench(OPS_ROW, { clusters });
    await planOf(made, clusters);
    for (const { arn } of clusters)
      made.door(arn).setAwsAuth({ mapRoles: [BASE, OPS_ROW, EVIL_ROW].join('') });
    let [at, most] = [0, 0];
    const patch = made.journal.patchStatus.bind(made.journal);
    made.journal.patchStatus = async (arn, fields) => {
      if (!('toldForeign' in fields)) return patch(arn, fields);
      most = Math.max(most, (at += 1));
      await new Promise(setImmediate);
      await patch(arn, fields).finally(() => (at -= 1));
    };
    await planOf(made, clusters);
    expect(made.events.heard.at(-1)!.foreign).toHaveLength(25);
    expect(most).toBe(10);
  });

  it('is remembered as told though the status of another cluster is full', async () => {
    const clusters = [cluster('full'), cluster('one')];
    const made = bench(OPS_ROW, { clusters });
    await planOf(made, clusters);
    for (const { arn } of clusters)
      made.door(arn).setAwsAuth({ mapRoles: [BASE, OPS_ROW, EVIL_ROW].join('') });
    const patch = made.journal.patchStatus.bind(made.journal);
    made.journal.patchStatus = async (arn, fields) => {
      if (arn === clusters[0]?.arn && 'toldForeign' in fields) throw new Fault('BadInputFault', 'size: full');
      await patch(arn, fields);
    };
    expect((await planOf(made, clusters)).untold).toBe('size: full');
    expect((await made.status()).toldForeign).toEqual([EVIL]);
  });

  it('is no news by a document that does not parse, and none by a verification', async () => {
    const made = bench(OPS_ROW);
    await run(made);
    withRows(made, EVIL_ROW);
    await run(made);
    withRows(made, EVIL_ROW, '- {');
    await run(made);
    await run(made, 'verify');
    withRows(made, EVIL_ROW);
    expect((await run(made)).foreign).toEqual([]);
  });

  it('is told of again where nobody heard it', async () => {
    const made = bench(OPS_ROW);
    await run(made);
    withRows(made, EVIL_ROW);
    made.events.fail('ServerFault');
    await run(made);
    made.events.fail(undefined);
    expect((await run(made)).foreign).toEqual([told]);
  });
});

describe('a cluster', () => {
  it('is worse when it drifts, once', async () => {
    const made = bench(OPS_ROW);
    await run(made, 'apply');
    withRows(made);
    made.door().setAwsAuth({ mapRoles: BASE });
    const worse = [{ cluster: ONE.arn, was: 'inSync', outcome: { kind: 'drifted', reason: '' } }];
    expect(await run(made)).toMatchObject({
      worse,
      standing: { drifted: 1, oldestDriftHours: expect.closeTo(0, 2) as number },
    });
    expect(await run(made)).toMatchObject({
      worse: [],
      standing: { drifted: 1, oldestDriftHours: expect.closeTo(1, 2) as number },
    });
    expect(await run(made, 'apply')).toMatchObject({
      worse: [],
      standing: { drifted: 0, oldestDriftHours: 0 },
    });
  });
});

describe('a grant past its until', () => {
  const ended = { grants: [grant({ until: '2026-11-24T09:30:00Z' })] };
  const pastUntil = async (made: Bench, mode: Mode = 'plan') => (await run(made, mode)).standing?.pastUntil;

  it('counts while its row is live, until an apply has removed it', async () => {
    const made = bench(OPS_ROW, ended);
    expect(await pastUntil(made, 'apply')).toBe(0);
    expect(await pastUntil(made)).toBe(1);
    expect(await pastUntil(made, 'verify')).toBeUndefined();
    expect(await pastUntil(made, 'apply')).toBe(0);
    expect(await pastUntil(made)).toBe(0);
  });

  it('counts where nobody may remove its row: it was never ours', async () => {
    const made = bench(OPS_ROW, { grants: [grant({ until: '2026-11-24' })] });
    made.now.at += 24 * 3_600_000;
    expect(await pastUntil(made, 'apply')).toBe(1);
  });

  it('does not count where another grant asks for the same principal, nor where there is no such row', async () => {
    const made = bench(OPS_ROW, { grants: [...ended.grants, grant({ name: 'more' })] });
    made.now.at += 24 * 3_600_000;
    expect(await pastUntil(made)).toBe(0);
    made.catalog.store(fleet({ grants: [grant({ until: '2026-11-24', principals: [{ arn: `${OPS}2` }] })] }));
    expect(await pastUntil(made)).toBe(0);
  });
});

import type { Machine, Schedule, TableRole, TableState } from '@roster/deployment';
import { FakeDeployment, type Deployed } from '@roster/deployment/testing';
import { OUTCOME_KINDS, type OutcomeKind } from '@roster/access';
import { sampleCluster } from '@roster/reconcile/testing';
import { Fault, type MachineName } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/doctor/finding.ts';
import { checkMachines } from '../src/doctor/machines.ts';
import { renderFindings } from '../src/doctor/render-findings.ts';
import { cameIn } from '../src/doctor/roles.ts';
import { checkSchedules } from '../src/doctor/schedules.ts';
import { checkTables } from '../src/doctor/tables.ts';
import { plain } from '../src/output/paint.ts';

const PLACE = { prefix: 'team', tables: 'team', region: 'eu-west-1', account: '999999999999' };
const ALL: Deployed = {
  machines: ['plan', 'apply'],
  schedules: [{ machine: 'plan' }, { machine: 'apply', enabled: false }],
  tables: ['catalog', 'journal'],
};
const told = (findings: readonly Finding[]) => findings.map(({ state, found }) => `${state}: ${found}`);

/** A deployment with one thing of its own: of the journal, and of the plan machine. */
class Odd extends FakeDeployment {
  readonly odd: { table?: Partial<TableState>; schedule?: Partial<Schedule>; machine?: Partial<Machine> };

  constructor(odd: Odd['odd']) {
    super(PLACE, () => Promise.resolve('succeeded'));
    this.odd = odd;
  }

  override async table(role: TableRole) {
    const table = await super.table(role);
    return table && { ...table, ...(role === 'journal' ? this.odd.table : {}) };
  }

  override async schedule(machine: MachineName) {
    const schedule = await super.schedule(machine);
    return schedule && { ...schedule, ...(machine === 'plan' ? this.odd.schedule : {}) };
  }

  override async machine(machine: MachineName) {
    const found = await super.machine(machine);
    return found && { ...found, ...(machine === 'plan' ? this.odd.machine : {}) };
  }
}

async function standing(odd: Odd['odd'], deployed = ALL) {
  const deployment = new Odd(odd);
  await deployment.deploy(deployed);
  const caller = { arn: 'arn:aws:sts::999999999999:assumed-role/Operator/ann', account: PLACE.account };
  return { store: { shared: PLACE }, deployment, caller, io: { env: {} } };
}

describe('tables', () => {
  it.each<[string, Partial<TableState>, string]>([
    ['all as it should be', {}, 'ok: active'],
    ['not active', { active: false }, 'failed: is not active'],
    [
      'another key',
      { partitionKey: 'id' },
      'failed: its key is id and sk, not pk and sk: somebody else’s table',
    ],
    ['unprotected', { deletionProtection: false }, 'warning: no deletion protection'],
    ['not recoverable', { pointInTimeRecovery: false }, 'warning: no point-in-time recovery'],
    ['nobody knows', { pointInTimeRecovery: undefined, expiry: undefined }, 'ok: active'],
    ['ours to write', { writers: ['arn:aws:iam::999999999999:role/Operator'] }, 'ok: active'],
    [
      'for others to write',
      { writers: ['arn:aws:iam::999999999999:role/Pipeline'] },
      'ok: active; you are none of its writers: to hold, release, unlock or run from here takes one (journalWriters of the stage)',
    ],
    ['nothing expires', { expiry: '' }, 'warning: nothing expires: its TTL is not on expires'],
    ['something else expires', { expiry: 'at' }, 'warning: nothing expires: its TTL is not on expires'],
  ])('%s', async (_what, table, finding) => {
    expect(told(await checkTables(await standing({ table })))).toEqual(['ok: active', finding]);
  });
});

describe('schedules', () => {
  const off = 'ok: off: drift is told, and corrected by hand';

  it.each<[string, Partial<Schedule>, string]>([
    ['on', {}, 'ok: rate(1 hour)'],
    ['stopped', { enabled: false }, 'failed: is stopped (rate(1 hour)): nobody looks for drift'],
    [
      'of something else',
      { starts: 'arn:x' },
      'failed: starts arn:x, not arn:aws:states:eu-west-1:999999999999:stateMachine:team-plan',
    ],
    ['in another mode', { mode: 'apply' }, 'failed: starts runs of mode apply, not plan'],
  ])('%s', async (_what, schedule, finding) => {
    expect(told(await checkSchedules(await standing({ schedule })))).toEqual([finding, off]);
  });

  it('that are missing, and those of no machine', async () => {
    const none = await checkSchedules(await standing({}, { machines: ['plan'] }));
    expect(told(none)).toEqual(['failed: there is no such schedule: nothing runs by itself']);
    expect(told(await checkSchedules(await standing({}, {})))).toEqual([
      'skipped: there is no machine to start',
    ]);
  });

  it('of machines that nobody may look at are no more looked at', async () => {
    const { deployment, ...beside } = await standing({});
    deployment.machine = () => Promise.reject(new Fault('DeniedFault', 'states:DescribeStateMachine'));
    const unseen = 'skipped: its machine could not be looked at: see machines';
    expect(told(await checkSchedules({ ...beside, deployment }))).toEqual([unseen, unseen]);
  });
});

describe('machines', () => {
  it('are both there; or plan alone; or none, where runs go on elsewhere', async () => {
    expect(told(await checkMachines(await standing({})))).toEqual(['ok: active', 'ok: active']);
    const readOnly = await standing({}, { machines: ['plan'] });
    expect(told(await checkMachines(readOnly))).toEqual([
      'ok: active',
      'skipped: none: this deployment is read-only',
    ]);
    const tablesAlone = await standing({}, {});
    expect(told(await checkMachines(tablesAlone))).toEqual([
      'skipped: none is deployed: runs go on where roster is called',
    ]);
    const meant = await checkMachines({ ...tablesAlone, io: { env: { ROSTER_CLOUD: '1' } } });
    expect(meant).toMatchObject([{ state: 'failed', remedy: 'deploy the control plane (infra/) again' }]);
  });

  it('may be on their way out', async () => {
    const leaving = await standing({ machine: { active: false } });
    expect(told(await checkMachines(leaving))[0]).toBe('failed: is being deleted');
  });
});

it('a role has let a run in where the outcome needs that, and at the last of those', () => {
  const [one, two] = [sampleCluster('one'), sampleCluster('two')];
  const came = (kind: OutcomeKind, reason = '') => {
    const earlier = { cluster: one.arn, outcome: { kind, reason }, at: '1' };
    return cameIn([one, two], new Map([[one.arn, earlier]]));
  };
  const outside = OUTCOME_KINDS.filter((kind) => came(kind) === undefined);
  expect(outside).toEqual(['unreachable', 'denied', 'failed']);
  expect([came('blocked', 'size'), came('blocked', 'held')]).toEqual([undefined, '1']);
  const both = [one, two].map(({ arn }, index) => {
    return [arn, { cluster: arn, outcome: { kind: 'healthy', reason: '' }, at: String(index) }] as const;
  });
  expect(cameIn([one, two], new Map(both))).toBe('1');
});

it('alike findings are one line, with what to do once', () => {
  const alike = Array.from({ length: 12 }, (_, index): Finding => ({
    ...{ check: 'roles', state: 'failed', found: 'does not trust us', remedy: 'deploy it' },
    about: `role/${String(index)}`,
  }));
  expect(renderFindings(alike, plain)).toBe(
    'failed   roles        role/0, role/1, role/2 and 9 more: does not trust us\n' +
      '                      → deploy it\n12 failed\n',
  );
});

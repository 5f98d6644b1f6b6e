import type { ChangeSet, Cluster, OwnedAccess } from '@roster/access';
import { randomBytes } from 'node:crypto';
import type { Finding, PlannedTask, RunExecution, RunHeader, WriteIntent } from '../ports/index.ts';
import type { Recording } from './fake-journal.ts';

// Values for the journal's contract suite: small, and different where a mix-up would show.

export const RUN = '20260102T030405Z-a1b2c3';
export const NEXT_RUN = '20260103T030405Z-d4e5f6';
export const SHARD = `WRITING#RUN#${RUN}#00#00#000`;
export const OPENED = '2026-01-02T03:04:05.000Z';

export function sampleCluster(name = 'payments'): Cluster {
  const [account, region] = ['012345678901', 'eu-west-1'];
  const arn = `arn:aws:eks:${region}:${account}:cluster/${name}`;
  const labels = { env: 'prod', empty: '' };
  return { arn, name, account, region, labels, roles: {}, checks: { daemonSets: [], pods: [], access: [] } };
}

export function samplePlanned({ name = 'payments', run = RUN, shard = SHARD } = {}): PlannedTask {
  const mapping = {
    arn: 'arn:aws:iam::999999999999:role/Ops',
    username: 'ops',
    groups: ['ops', 'üß'],
    grants: ['g'],
  };
  return {
    task: {
      ...{ run, mode: 'apply', shard, cluster: sampleCluster(name), desired: [mapping], ownership: 'merge' },
      ...{
        protected: [],
        trustedAccounts: ['999999999999'],
        privilegedGroups: ['admins'],
        denied: ['arn:aws:iam::999999999999:role/Intruder'],
        overrides: [],
        openedAt: OPENED,
      },
    },
    was: 'inSync',
    since: '2026-01-01T00:00:00.000Z',
  };
}

/** A run in the hands of an execution that has its name, as those that the CLI starts. */
export const executionOf = (run: string): RunExecution => ({
  run,
  execution: `arn:aws:states:eu-west-1:999999999999:execution:roster-apply:${run}`,
});

export function sampleHeader(run = RUN): RunHeader {
  const waves = [{ name: 'canary', clusters: 30, budget: 2, steps: [2, 1] }];
  const at = { openedAt: OPENED, asked: 'sha256:3', executions: [executionOf(run).execution] };
  return {
    run,
    mode: 'apply',
    who: 'arn:aws:iam::999999999999:user/me',
    revision: '7',
    waves,
    clusters: 30,
    ...at,
  };
}

export function sampleRecording(change: Partial<Recording> = {}): Recording {
  return {
    ...{ run: RUN, shard: SHARD, cluster: sampleCluster().arn, outcome: { kind: 'changed', reason: '' } },
    ...{ since: OPENED, at: '2026-01-02T03:05:00.000Z', facts: '{"add":1}', timings: '{"Apply":12}' },
    ...change,
  };
}

export const sampleOwned = (principal: string): OwnedAccess => ({ principal, grants: ['g', 'h'] });

export function sampleChangeSet(groups: readonly string[] = ['ops']): ChangeSet {
  const after = { arn: 'arn:aws:iam::999999999999:role/Ops', username: 'ops', groups };
  const change = { op: 'add', principal: after.arn.toLowerCase(), list: 'mapRoles', after } as const;
  return { changes: [change], foreign: [], owned: [sampleOwned(change.principal)], entries: [] };
}

export function sampleFinding(): Finding {
  const nodes = { total: 1, ready: ['ip-10-0-0-1'], notReady: [] };
  return {
    ...{
      changeSet: sampleChangeSet(),
      newForeign: [],
      privileged: [],
      newPrivileged: [],
      refusals: [],
      overridden: [],
    },
    withheld: sampleChangeSet(['more']).changes,
    shadowed: [],
    healthBefore: { nodes, daemonSets: [], pods: [], access: [] },
  };
}

export function sampleIntent(change: Partial<WriteIntent> = {}): WriteIntent {
  const data = { mapRoles: '- rolearn: x\r\n', mapUsers: '' };
  return {
    ...{ cluster: sampleCluster().arn, run: RUN, back: false, intended: 'sha256:1', at: OPENED },
    ...{
      ownedBefore: [],
      ownedAfter: [sampleOwned('arn:aws:iam::999999999999:role/ops')],
      guardSignedAt: OPENED,
      why: '',
    },
    snapshot: { resourceVersion: '12', data, labels: {}, annotations: {} },
    ...change,
  };
}

/** A text that gzip cannot make smaller than about three quarters of its length. */
export function incompressible(kilobytes: number): string {
  return randomBytes(kilobytes * 768).toString('base64');
}

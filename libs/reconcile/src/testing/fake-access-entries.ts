import { Fault } from '@roster/workflow';
import type { AccessEntries, AccessEntry, CloudTarget } from '../ports/index.ts';
import { isGone, visitor } from './fake-cloud.ts';
import type { FakeCall, FakeCluster, FakeEntry } from './fake-cluster.ts';
import type { FakeWorld } from './fake-world.ts';

/** The port AccessEntries over a fake world: what is changed counts at once. */
export function fakeAccessEntries(world: FakeWorld): AccessEntries {
  const call = <T>(name: FakeCall, target: CloudTarget, act: (cluster: FakeCluster) => T): Promise<T> => {
    const cluster = world.cluster(target.cluster.arn);
    return cluster.around(name, () => {
      if (isGone(cluster, visitor(world, target))) throw absent(cluster, 'no such cluster');
      if (cluster.authenticationMode !== 'CONFIG_MAP') return act(cluster);
      throw new Fault('BadInputFault', `${cluster.arn}: has no access entries in mode CONFIG_MAP`);
    });
  };
  return {
    find: (entry) => call('findEntry', entry, (cluster) => told(entryOf(cluster, entry.principalArn))),
    create: (target, entry) => call('createEntry', target, (cluster) => create(cluster, entry)),
    remove: (entry) =>
      call('removeEntry', entry, (cluster) => {
        cluster.accessEntries = cluster.accessEntries.filter(
          ({ principalArn }) => principalArn !== entry.principalArn,
        );
      }),
    policies: (entry) =>
      call('entryPolicies', entry, (cluster) => existing(cluster, entry.principalArn).policies ?? []),
    attach: (entry, policy) =>
      call('attachPolicy', entry, (cluster) => {
        const { policies = [] } = existing(cluster, entry.principalArn);
        setPolicies(cluster, entry.principalArn, [...policies.filter((each) => each !== policy), policy]);
      }),
    detach: (entry, policy) =>
      call('detachPolicy', entry, (cluster) => {
        const { policies = [] } = entryOf(cluster, entry.principalArn) ?? {};
        const others = policies.filter((each) => each !== policy);
        setPolicies(cluster, entry.principalArn, others);
      }),
  };
}

function create(cluster: FakeCluster, entry: FakeEntry): void {
  if (entryOf(cluster, entry.principalArn) !== undefined) {
    throw new Fault('ConflictFault', `${cluster.arn}: there is an entry for ${entry.principalArn}`);
  }
  if (entry.groups?.some((group) => group.startsWith('system:'))) {
    throw new Fault('BadInputFault', `${cluster.arn}: an entry may not name a group of Kubernetes' own`);
  }
  cluster.accessEntries = [...cluster.accessEntries, entry];
}

function setPolicies(cluster: FakeCluster, principal: string, policies: readonly string[]): void {
  cluster.accessEntries = cluster.accessEntries.map((entry) =>
    entry.principalArn === principal ? { ...entry, policies } : entry,
  );
}

function told(entry: FakeEntry | undefined): AccessEntry | undefined {
  if (entry === undefined) return undefined;
  const { principalArn, groups = [], username = `${principalArn}/{{SessionName}}` } = entry;
  return { principalArn, groups, username };
}

function entryOf(cluster: FakeCluster, principal: string): FakeEntry | undefined {
  return cluster.accessEntries.find(({ principalArn }) => principalArn === principal);
}

function existing(cluster: FakeCluster, principal: string): FakeEntry {
  const entry = entryOf(cluster, principal);
  if (entry === undefined) throw absent(cluster, `no entry for ${principal}`);
  return entry;
}

function absent(cluster: FakeCluster, what: string): Fault {
  return new Fault('NotFoundFault', `${cluster.arn}: ${what}`);
}

import type { Fleet, Outcome } from '@roster/access';
import { isFault, RunProgress, type Mode, type RunInput, type Target } from '@roster/workflow';
import {
  apply,
  openRun,
  rollback,
  token,
  verify,
  type ClusterDeps,
  type ReportDeps,
  type VisitKey,
} from '../src/index.ts';
import {
  FakeCatalog,
  fakeCloud,
  fakeClusterApi,
  FakeJournal,
  FakeRunEvents,
  fakeWorld,
} from '../src/testing/index.ts';
import { BASE, cluster, fleet } from './fleet.ts';

export const RUN = '20261124T080000Z-test';
/** The first execution of the run of that id. */
export const firstOf = (run = RUN) => ({ run, execution: 'e1' });
export const ONE = cluster('one');

/** Cluster `one` in a run. */
export const keyIn = (run: string, mode: Mode = 'apply'): VisitKey => ({ run, mode, cluster: ONE.arn });

/** One fleet in memory, with a clock that only a test moves. */
export class Bench {
  readonly now = { at: Date.parse('2026-11-24T08:00:00.250Z') };
  readonly clock = () => new Date(this.now.at);
  readonly world = fakeWorld({ clock: this.clock });
  readonly journal = new FakeJournal();
  readonly catalog = new FakeCatalog();
  readonly pauses: number[] = [];
  readonly events = new FakeRunEvents();
  readonly deps: ClusterDeps & ReportDeps = {
    journal: this.journal,
    events: this.events,
    cloud: fakeCloud(this.world),
    clusterApi: fakeClusterApi(this.world),
    limits: {},
    clock: this.clock,
    signingClock: this.world.clock,
    random: () => 0.5,
    pause: (milliseconds) => {
      this.pauses.push(milliseconds);
      this.now.at += milliseconds;
      return Promise.resolve();
    },
  };

  /** The door to cluster `one`, or the one of that ARN. */
  door(arn = ONE.arn) {
    return this.world.cluster(arn);
  }

  status = async (arn = ONE.arn) => (await this.journal.getStatus(arn)) ?? { cluster: arn };

  /** What the journal kept of cluster `one` in a run. */
  finding = (run = RUN, mode: Mode = 'apply') => this.journal.getFinding(keyIn(run, mode));
  health = (run = RUN, mode: Mode = 'apply') => this.journal.getHealth(keyIn(run, mode));

  /** Opens a run over the current revision. */
  open({ execution = 'e1', ...input }: Partial<RunInput> & { readonly execution?: string } = {}) {
    const start = { execution, input: { run: RUN, mode: 'apply', who: 'tests', ...input } };
    return openRun(start, { catalog: this.catalog, journal: this.journal, clock: this.clock });
  }
}

/** A bench whose cluster `one` has the base rows and what is added to them, and whose catalog has that fleet. */
export function bench(extraRows = '', change: Partial<Fleet> = {}): Bench {
  const made = new Bench();
  made.catalog.store(fleet(change));
  for (const { arn } of fleet(change).clusters)
    made.door(arn).setAwsAuth({ mapRoles: `${BASE}${extraRows}` });
  return made;
}

/** What ReadShard hands to a cluster's first state. */
export function targetOf({ run, mode, shards }: RunProgress, at: string, arn = ONE.arn): Target {
  const [first] = shards;
  return {
    run,
    mode,
    shard: first?.shard ?? '',
    cluster: arn,
    preview: 'no',
    was: '',
    since: '',
    at,
    facts: '{}',
    timings: '{}',
  };
}

export interface Ended extends Target {
  readonly outcome: Outcome;
}

/** Runs a state of a cluster; the bench's `deliver` may do it more than once, as the state machine does. */
export type Deliver = <T>(act: () => Promise<T>) => Promise<T>;
const once: Deliver = (act) => act();

/** One cluster's way through the state machine: Token, Apply, Verify, Rollback. */
export async function way(target: Target, deps: ClusterDeps, deliver: Deliver = once): Promise<Ended> {
  const admitted = await deliver(() => token(target, deps));
  if ('outcome' in admitted) return admitted;
  const applied = target.mode === 'verify' ? admitted : await deliver(() => apply(admitted, deps));
  if ('outcome' in applied) return applied as Ended;
  const verified = await deliver(() => verify(applied, deps));
  if ('worse' in verified) return deliver(() => rollback(verified, deps));
  return verified;
}

/** Opens a run and takes cluster `one` through it, and through Record. */
export async function visit(made: Bench, input: Parameters<Bench['open']>[0] = {}): Promise<Ended> {
  const progress = await made.open(input);
  const ended = await way(targetOf(progress, made.clock().toISOString()), made.deps);
  await made.journal.record(ended);
  return ended;
}

/** The next run: another id, a minute later, with the lease free. */
export async function nextVisit(
  made: Bench,
  run: string,
  input: Parameters<Bench['open']>[0] = {},
): Promise<Ended> {
  made.now.at += 60_000;
  const holder = await made.journal.readLease();
  if (holder !== undefined) await made.journal.releaseLease(holder);
  return visit(made, { run, execution: run, ...input });
}

/** True for what the state machine's Retry lists name. */
export const isRetried = (error: unknown): boolean =>
  ['UnsettledFault', 'ConnectionFault', 'NotYetFault'].some((name) => isFault(error) && error.name === name);

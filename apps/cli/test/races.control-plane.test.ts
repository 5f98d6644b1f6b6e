import { readAwsAuth } from '@roster/access';
import type { RealCluster } from '@roster/control-plane';
import { kubectl } from '@roster/control-plane/programs';
import {
  audit,
  type Audit,
  startWriters,
  watchHistory,
  WRITERS_ACCESS,
  type Log,
  type Writers,
} from '@roster/control-plane/races';
import { expect, it } from 'vitest';
import type { RunReport } from '../src/report/run-report.ts';
import { ACCOUNT, arnOf, clustersFile, grantsFile } from './fleet.ts';
import { user, type User } from './harness.ts';
import { startRealClusters, versionOf } from './real-fleet.ts';

const SECONDS = Number(process.env['ROSTER_RACE_SECONDS'] ?? '30');
/** With fewer writes of Roster's, or of any writer's, it would be no race: it goes on until there are as many. */
const LEAST = { roster: 10, writer: 3 };
const ROLES = 12;

const granted = (index: number) => `arn:aws:iam::${ACCOUNT}:role/Granted${String(index)}`;
const grant = (index: number, round: number) => `
  - name: granted${String(index)}
    principals: [{ arn: ${granted(index)} }]
    username: granted-${String(index)}-${String(round % 3)}
    groups: [readers]
    clusters: { matchLabels: { env: prod } }
`;

it(
  `loses no update of five foreign writers, nor of Roster, in ${String(SECONDS)} s`,
  async () => {
    await using real = await startRealClusters([{ name: 'one' }]);
    const one = real.cluster(arnOf('one'));
    await one.apply(WRITERS_ACCESS);
    await using ann = await user({
      sandbox: real.sandbox,
      files: { 'fleet/clusters.yaml': clustersFile('one') },
    });
    using history = await watchHistory(one);
    await using writers = await startWriters(one, { seed: 1, pauseMs: 700, kubectl: await kubectl() });
    const runs = await applyAgainAndAgain(ann, { one, writers });
    const logs = await writers.stop();

    const live = readAwsAuth((await one.awsAuth()) ?? {});
    const acknowledged = logs.flatMap((log) => log.acknowledged);
    const versions = await history.until(await versionOf(one));
    const found = audit({ history: versions, acknowledged, isRosters });
    report({ logs, found, runs });

    expect([...found.lost, ...logs.flatMap((log) => log.lost)]).toEqual([]);
    // Each run that says `changed` has written once, and no other run has: one patch for a cluster in a run.
    expect(found.rosters).toHaveLength(runs.changed);
    const theirs = [...live.roles, ...live.users]
      .map(({ arn }) => arn)
      .filter((arn) => arn.includes('writer-'));
    expect(theirs.sort()).toEqual(logs.flatMap(({ rows }) => rows).sort());
  },
  (SECONDS + 90) * 1000,
);

const isRosters = (arn: string) => arn.includes(':role/Granted');

interface Runs {
  changed: number;
  /** Met another writer four times in a row, or one right behind its write. */
  overtaken: number;
}

/** Runs with grants that change each time; after each, what Roster answers for stands as the grants say. */
async function applyAgainAndAgain(
  ann: User,
  { one, writers }: { readonly one: RealCluster; readonly writers: Writers },
): Promise<Runs> {
  const runs: Runs = { changed: 0, overtaken: 0 };
  const end = performance.now() + SECONDS * 1000;
  const enough = () => runs.changed >= LEAST.roster && writers.least() >= LEAST.writer;
  for (let round = 0; performance.now() < end || !enough(); round += 1) {
    // Every role but some, others each time, and with another username now and then.
    const roles = Array.from({ length: ROLES }, (_, index) => index).filter(
      (index) => (index + round) % 4 > 0,
    );
    await ann.write('fleet/grants.yaml', grantsFile(...roles.map((index) => grant(index, round))));
    const { results } = (await ann.json('apply', '-f', 'fleet', '--prune')) as RunReport;
    const [{ outcome, reason }] = results as [RunReport['results'][number]];
    expect([outcome, reason]).toBeOneOf([
      ['changed', ''],
      ['blocked', 'overtaken'],
    ]);
    if (outcome === 'blocked') runs.overtaken += 1;
    else {
      runs.changed += 1;
      const { roles: rows } = readAwsAuth((await one.awsAuth()) ?? {});
      const standing = rows
        .filter(({ arn }) => isRosters(arn))
        .map(({ arn, username }) => `${arn} ${username}`);
      const wanted = roles.map((index) => `${granted(index)} granted-${String(index)}-${String(round % 3)}`);
      expect(standing.sort()).toEqual(wanted.sort());
    }
  }
  return runs;
}

interface Told {
  readonly logs: readonly Log[];
  readonly found: Audit;
  readonly runs: Runs;
}

function report({ logs, found, runs }: Told): void {
  const line = (name: string, writes: number, rest: string) =>
    `  ${name.padEnd(28)} ${String(writes).padStart(5)} writes, ${rest}`;
  const lines = logs.map(({ name, way, acknowledged, conflicts }) =>
    line(`${name.padEnd(15)} ${way}`, acknowledged.length, `${String(conflicts)} conflicts`),
  );
  const ours = `${String(runs.changed)} runs changed it, ${String(runs.overtaken)} were overtaken`;
  const lost = found.lost.length + logs.flatMap((log) => log.lost).length;
  const head = `race of ${String(SECONDS)} s on one aws-auth:`;
  const roster = line('roster', found.rosters.length, ours);
  console.log([head, ...lines, roster, `  updates lost: ${String(lost)}`].join('\n'));
}

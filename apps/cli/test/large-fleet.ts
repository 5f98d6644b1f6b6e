import { startSandbox } from '@roster/sandbox';
import { CONDITIONS } from '../src/demo/conditions.ts';
import { demoFleet } from '../src/demo/fleet.ts';
import { together, user } from './harness.ts';

/** How many clusters there are of each condition; of those not named, one. */
const COUNTS: Readonly<Record<string, number>> = {
  'in-sync': 111,
  drifted: 130,
  widened: 12,
  foreign: 7,
  new: 20,
  denied: 4,
  unhealthy: 3,
  'entries-only': 8,
  broken: 2,
};

const ACCOUNTS = Array.from({ length: 12 }, (_, at) => String(100000000001 + at));

const fleet = demoFleet(
  {
    title: 'Three hundred',
    key: 'aws',
    partition: 'aws',
    accounts: ACCOUNTS,
    regions: ['eu-west-1', 'us-east-1', 'ap-southeast-2', 'eu-central-1', 'us-west-2'],
  },
  CONDITIONS.map((one) => ({ ...one, count: { aws: COUNTS[one.name] ?? 1, china: 0 } })),
);

/** Some of its clusters, by name. */
export const arnsOf = (...names: readonly string[]): readonly string[] =>
  fleet.fleet.clusters.flatMap(({ arn, name }) => (names.includes(name) ? [arn] : []));

/** 300 clusters in 12 accounts and every condition that the demo has, and a user whose catalog has them. */
export async function largeFleet() {
  const sandbox = await startSandbox({
    clusters: fleet.clusters,
    principals: fleet.roles.map((arn) => ({ arn })),
    caller: fleet.caller,
    dynamodb: false,
  });
  const ann = await user({ sandbox });
  await ann.inStore(({ catalog }) => catalog.push(fleet.fleet, { who: 'ann@laptop', now: new Date() }));
  return together(sandbox, ann);
}

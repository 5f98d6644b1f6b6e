import { clusterArn } from '@roster/access';
import type { Faults } from '@roster/sandbox';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  arnOf,
  BASE,
  clustersFile,
  grantsFile,
  OPS_GRANT,
  OPS_ROW,
  REGION,
  startClusters,
} from './fleet.ts';
import { together, user } from './harness.ts';

interface Expected {
  readonly faults: Faults;
  readonly is: string;
  readonly says: RegExp;
}

/** Clusters by name: what is wrong with each, how it ends in an apply, and what is said of it. */
const ENDS: Readonly<Record<string, Expected>> = {
  refused: {
    faults: { describe: 'denied' },
    is: 'denied: refused',
    says: /eks:DescribeCluster.*AccessDenied/,
  },
  gone: {
    faults: { describe: 'notFound' },
    is: 'unreachable: gone',
    says: /account 111122223333 has no cluster gone in eu-west-1/,
  },
  closed: {
    faults: { unreachable: true },
    is: 'unreachable: connection',
    says: /no connection.*ECONNREFUSED/,
  },
  expired: {
    faults: { expiredCertificate: true },
    is: 'unreachable: certificate',
    says: /has expired.*CERT_HAS_EXPIRED/,
  },
  busy: { faults: { throttled: 1000 }, is: 'unreachable: throttled', says: /slow down \(HTTP 429/ },
  broken: { faults: { serverErrors: 1000 }, is: 'unreachable: serverError', says: /HTTP 503/ },
  policed: {
    faults: { admission: 'invalid' },
    is: 'blocked: admission',
    says: /the API server refuses the write \(HTTP 422\): .*ValidatingAdmissionPolicy/,
  },
  held: { faults: {}, is: 'blocked: held', says: /held by ann@laptop.*: an audit/ },
  locked: {
    faults: { identityRefusedAfterWrite: true },
    is: 'rolledBack: identityRefused',
    says: /role\/RosterWrite is refused since the write, at 20\S+Z: .*HTTP 401/,
  },
  lost: { faults: { slowMs: 1 }, is: 'failed: unsettled', says: /after a write was begun: .*ECONN/ },
};
const NAMES = Object.keys(ENDS);
/** Of these a plan and a verification say the same. */
const BEFORE_A_WRITE = ['refused', 'gone', 'closed', 'expired', 'busy', 'broken'];

interface Reported {
  readonly cluster: string;
  readonly outcome: string;
  readonly reason: string;
  readonly message: string;
}

async function trouble() {
  // One that answers until it was written to.
  let cut = (): void => undefined;
  const wait = () => {
    cut();
    return Promise.resolve();
  };
  const sandbox = await startClusters(
    NAMES.map((name) => ({ name })),
    { wait },
  );
  const lost = sandbox.cluster(arnOf('lost'));
  cut = () => {
    if (lost.awsAuth()?.['mapRoles']?.includes('Ops') === true) lost.setFaults({ unreachable: true });
  };
  const ann = await user({
    sandbox,
    files: { 'clusters.yaml': clustersFile(...NAMES), 'grants.yaml': grantsFile(OPS_GRANT) },
  });
  expect(await ann.run('catalog', 'push', 'clusters.yaml', 'grants.yaml')).toMatchObject({ code: 0 });
  expect(await ann.run('hold', 'held', '--reason', 'an audit')).toMatchObject({ code: 0 });
  const begin = async () => {
    for (const [name, { faults }] of Object.entries(ENDS)) {
      sandbox.cluster(arnOf(name)).setAwsAuth({ mapRoles: BASE });
      sandbox.cluster(arnOf(name)).setFaults(faults);
    }
    // A rollback leaves a hold.
    const { code } = await ann.run('release', 'locked');
    expect(code).toBeLessThan(3);
  };
  return { ...together(sandbox, ann), begin };
}

/** In the words of the report: `kind: reason`, then the message, all on lines of their own. */
function expectText(text: string, names: readonly string[]): void {
  for (const name of names) {
    const { is, says } = ENDS[name]!;
    expect(text, `${name}: ${is}`).toContain(is);
    expect(text, name).toMatch(says);
  }
}

function expectJson(results: readonly Reported[], names: readonly string[]): void {
  for (const name of names) {
    const { is, says } = ENDS[name]!;
    const found = results.find(({ cluster }) => cluster === arnOf(name));
    expect(`${found?.outcome ?? ''}: ${found?.reason ?? ''}`, name).toBe(is);
    expect(found?.message, name).toMatch(says);
  }
}

describe('the reason reaches whoever asks', () => {
  it('by apply, runs show and status, in text and JSON', async () => {
    await using made = await trouble();
    const { ann } = made;
    await made.begin();
    const text = await ann.run('apply', '--concurrency', '10');
    expect(text.code).toBe(4);
    expectText(text.stdout, NAMES);
    await made.begin();
    const json = (await ann.json('apply')) as { readonly results: readonly Reported[] };
    expectJson(json.results, NAMES);
    expectText((await ann.run('runs', 'show')).stdout, NAMES);
    expectJson(((await ann.json('runs', 'show')) as typeof json).results, NAMES);
    const status = await ann.run('status');
    expectText(status.stdout, NAMES);
    expectJson(((await ann.json('status')) as { readonly attention: readonly Reported[] }).attention, NAMES);
  });

  it.each(['plan', 'verify'])('by %s, runs show and status, in text and JSON', async (mode) => {
    await using made = await trouble();
    const { ann } = made;
    await made.begin();
    expectText((await ann.run(mode)).stdout, BEFORE_A_WRITE);
    await made.begin();
    const json = (await ann.json(mode)) as { readonly results: readonly Reported[] };
    expectJson(json.results, BEFORE_A_WRITE);
    expectJson(((await ann.json('runs', 'show')) as typeof json).results, BEFORE_A_WRITE);
    expectText((await ann.run('runs', 'show')).stdout, BEFORE_A_WRITE);
    expectText((await ann.run('status')).stdout, BEFORE_A_WRITE);
  });
});

describe('a cluster of another account without roles', () => {
  it.each(['plan', 'apply', 'verify'])('is told so by %s, by name of both accounts', async (mode) => {
    const name = 'theirs';
    const account = '444455556666';
    const sandbox = await startClusters([{ name, account }]);
    const fleet = `apiVersion: roster/v1\nclusters:\n  - { name: ${name}, account: "${account}", region: ${REGION}, labels: { env: prod } }\ngrants:${OPS_GRANT}`;
    await using made = together(sandbox, await user({ sandbox, files: { 'fleet.yaml': fleet } }));
    const { ann } = made;
    await ann.run('catalog', 'push', 'fleet.yaml');
    const says = `these credentials belong to account ${ACCOUNT}, and the cluster to another account; give the cluster its roles`;
    for (const door of [[mode], ['runs', 'show'], ['status']]) {
      expect((await ann.run(...door)).stdout, door.join(' ')).toContain(says);
    }
    const cluster = clusterArn({ name, account, region: REGION });
    const message = expect.stringContaining(says) as string;
    const about = { cluster, outcome: 'denied', reason: 'otherAccount', message };
    expect(await ann.json(mode)).toMatchObject({ results: [about] });
    expect(await ann.json('runs', 'show')).toMatchObject({ results: [about] });
    expect(await ann.json('status')).toMatchObject({ attention: [about] });
  });
});

it('a cluster that is well has an empty message, and so has one that only drifts', async () => {
  const sandbox = await startClusters([
    { name: 'one' },
    { name: 'two', awsAuth: { mapRoles: BASE + OPS_ROW } },
  ]);
  const files = { 'clusters.yaml': clustersFile('one', 'two'), 'grants.yaml': grantsFile(OPS_GRANT) };
  await using made = together(sandbox, await user({ sandbox, files }));
  await made.ann.run('catalog', 'push', 'clusters.yaml', 'grants.yaml');
  const { results } = (await made.ann.json('plan')) as { readonly results: readonly Reported[] };
  expect(results.map(({ outcome, message }) => [outcome, message])).toEqual([
    ['drifted', ''],
    ['inSync', ''],
  ]);
});

import type { SandboxCluster } from '@roster/sandbox';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/doctor/finding.ts';
import type { RunReport } from '../src/report/run-report.ts';
import {
  ACCOUNT,
  arnOf,
  BASE,
  clustersFile,
  grantsFile,
  OPS_GRANT,
  READ,
  REGION,
  startClusters,
} from './fleet.ts';
import { together, user } from './harness.ts';

const MINUTE = 60_000;
const FILES = {
  'fleet/clusters.yaml': clustersFile('one'),
  'fleet/grants.yaml': grantsFile(OPS_GRANT),
};
const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const PUSHED = ['catalog', 'push', 'fleet'] as const;

interface World {
  readonly cluster?: Partial<SandboxCluster>;
  /** How far AWS, and the clusters with it, is ahead of this machine. */
  readonly ahead?: number;
}

async function world({ cluster = {}, ahead = 0 }: World = {}) {
  const now = () => new Date(Date.now() + ahead * MINUTE);
  const sandbox = await startClusters([{ name: 'one', ...cluster }], { now });
  const ann = await user({ sandbox, files: FILES });
  await ann.run(...PUSHED);
  const first = async (mode: 'plan' | 'apply' | 'verify') => {
    const { results } = (await ann.json(mode)) as RunReport;
    return results[0]!;
  };
  const found = async (check: Finding['check']) =>
    ((await ann.json('doctor', '--cluster', 'one')) as readonly Finding[]).find((one) => one.check === check);
  return { ...together(sandbox, ann), door: sandbox.cluster(arnOf('one')), first, found };
}

describe.each([
  [20, 'behind'],
  [-20, 'ahead of'],
])('where AWS is %i minutes ahead of this machine', (ahead, word) => {
  it('runs get in, and so do pods and why', async () => {
    await using here = await world({ ahead });
    expect((await here.first('apply')).outcome).toBe('changed');
    expect((await here.first('plan')).outcome).toBe('inSync');
    expect((await here.first('verify')).outcome).toBe('healthy');
    expect(await here.ann.run('pods', '--cluster', 'one')).toMatchObject({ code: 0 });
    expect(await here.ann.run('why', READ, 'one')).toMatchObject({ code: 0 });
  });

  it('doctor says by how much, and what to do', async () => {
    await using here = await world({ ahead });
    expect(await here.found('clock')).toMatchObject({
      ...{ state: 'failed', found: `20 minutes ${word} AWS’s` },
      remedy: expect.stringContaining('set-ntp') as unknown,
    });
    expect(await here.found('cluster')).toMatchObject({ state: 'ok' });
  });

  it('a token is one of AWS’s time once AWS was asked, and ends by ours', async () => {
    await using here = await world({ ahead });
    const minted = async (...more: readonly string[]) => {
      const { stdout } = await here.ann.run('token', '--cluster', 'one', '--region', REGION, ...more);
      const { status } = JSON.parse(stdout) as { status: { token: string; expirationTimestamp: string } };
      const url = new URL(Buffer.from(status.token.slice('k8s-aws-v1.'.length), 'base64url').toString());
      const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(url.searchParams.get('X-Amz-Date') ?? '') ?? [];
      const text = `${day}${time}`.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z');
      const minutes = (at: string) => Math.round((Date.parse(at) - Date.now()) / MINUTE);
      return { signed: minutes(text), ends: minutes(status.expirationTimestamp) };
    };
    expect(await minted('--role', READ)).toEqual({ signed: ahead, ends: 14 });
    // Keys of the environment need no call, so nobody says what time it is.
    expect(await minted()).toEqual({ signed: 0, ends: 14 });
  });
});

it.each([20, -20])(
  'by a cluster whose own clock is %i minutes ahead of AWS’s: denied: clock',
  async (ahead) => {
    // A token that is dated ahead the authenticator lets pass, and STS goes by its own clock.
    const faults = { clockAheadMs: ahead * MINUTE, unauthorized: ahead < 0 };
    await using here = await world({ cluster: { faults } });
    const one = await here.first('plan');
    expect(one).toMatchObject({ outcome: 'denied', reason: 'clock' });
    expect(one.message).toContain(`20 minutes ${ahead > 0 ? 'more' : 'less'}`);
  },
);

describe('a token that is refused', () => {
  it('where nothing ever let us in: denied: noRow, with who, how and when', async () => {
    await using here = await world({ cluster: { awsAuth: { mapRoles: '[]' } } });
    const one = await here.first('plan');
    expect(one).toMatchObject({ outcome: 'denied', reason: 'noRow' });
    expect(one.message).toMatch(
      new RegExp(
        `the token of ${READ} \\(HTTP 401, Unauthorized, at 20\\S+Z by the cluster’s clock, token signed at 20\\S+Z\\)`,
      ),
    );
  });

  it.each([
    ['the row removed', { mapRoles: '[]' }, `no row of aws-auth is for ${READ}`],
    ['no ConfigMap', null, 'there is no ConfigMap kube-system/aws-auth'],
    [
      'mapRoles broken',
      { mapRoles: `${BASE}\t- x` },
      'mapRoles cannot be read, so the authenticator has no role at all',
    ],
  ])('after a run came in, by %s: tokenRefused; who gets in is told which it is', async (_, data, exact) => {
    await using here = await world({ cluster: { creator: ANN } });
    expect((await here.first('apply')).outcome).toBe('changed');
    here.door.setAwsAuth(data);
    const one = await here.first('plan');
    expect(one).toMatchObject({ outcome: 'denied', reason: 'tokenRefused' });
    expect(one.message).toMatch(/It was let in at 20\S+ \(changed\)\. Possible causes: /);
    const again = await here.first('plan');
    expect(again.message).toMatch(/and is refused since 20\S+Z/);
    expect(await here.found('cluster')).toMatchObject({
      ...{ state: 'failed', found: expect.stringContaining(`As yourself: ${exact}`) as unknown },
    });
    for (const command of [
      ['why', READ, 'one'],
      ['pods', '--cluster', 'one'],
    ]) {
      const { code, stderr } = await here.ann.run(...command);
      expect(code).toBe(3);
      expect(stderr.replace(/\s+/g, ' ')).toContain(exact);
    }
  });

  it('though its row stands', async () => {
    await using here = await world({ cluster: { creator: ANN } });
    here.door.setAwsAuth({ mapRoles: BASE });
    await here.first('apply');
    here.door.setFaults({ unauthorized: true });
    expect(await here.first('plan')).toMatchObject({ outcome: 'denied', reason: 'tokenRefused' });
  });

  it('though its access entry stands', async () => {
    const entry = { principalArn: READ, username: 'r', groups: ['roster:read'] };
    await using here = await world({ cluster: { authenticationMode: 'API', accessEntries: [entry] } });
    here.door.setFaults({ unauthorized: true });
    const one = await here.first('plan');
    expect(one).toMatchObject({ outcome: 'denied', reason: 'tokenRefused' });
    expect(one.message).toContain('Its access entry stands');
  });
});

it('verify names each check that failed, what it asks for and what it saw, in text and JSON', async () => {
  const daemonSets = [{ namespace: 'kube-system', name: 'aws-node', ready: 1, desired: 3, updated: 2 }];
  const nodes = ['a', 'b', 'c'].map((name) => ({ name, ready: name === 'a' }));
  await using here = await world({ cluster: { daemonSets, nodes } });
  const one = await here.first('verify');
  expect(one).toMatchObject({ outcome: 'unhealthy', reason: 'before' });
  expect(one.checks).toEqual([
    { check: 'nodes', expected: 'at most 1 not Ready', seen: '2 of 3 not Ready: b, c' },
    {
      ...{ check: 'daemonSet kube-system/aws-node', expected: '3 ready, all up to date' },
      seen: '1 of 3 ready, 2 up to date',
    },
  ]);
  const { stdout } = await here.ann.run('verify');
  for (const text of ['2 of 3 not Ready: b, c', '1 of 3 ready, 2 up to date'])
    expect(stdout.replace(/\s+/g, ' ')).toContain(text);
});

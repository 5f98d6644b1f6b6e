import { startSandbox } from '@roster/sandbox';
import { describe, expect, it } from 'vitest';
import { connectAws } from './aws.ts';
import { createCloud } from './cloud.ts';

const MINUTE = 60_000;
const role = 'arn:aws:iam::111122223333:role/RosterRead';
const place = { name: 'payments', account: '111122223333', region: 'eu-west-1' };
const cluster = {
  ...place,
  arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/payments',
  labels: {},
  roles: { read: role },
  checks: { daemonSets: [], pods: [], access: [] },
};
const target = { cluster, as: 'read', run: 'r1' } as const;

describe.each([20, -20, 3, -3])('where AWS is %i minutes ahead of this machine', (minutes) => {
  const ahead = minutes * MINUTE;
  const startAhead = () =>
    startSandbox({
      ...{ caller: 'arn:aws:iam::999999999999:user/roster', principals: [{ arn: role }], dynamodb: false },
      ...{ clusters: [place], now: () => new Date(Date.now() + ahead) },
    });

  it('the calls get in, and tell the time', async () => {
    await using sandbox = await startAhead();
    const aws = connectAws({ env: sandbox.env, clock: () => new Date() });
    expect(aws.clock.difference()).toBeUndefined();
    expect(await createCloud(aws).describe(target)).toMatchObject({ kind: 'active' });
    expect(Math.abs((aws.clock.difference() ?? NaN) - ahead)).toBeLessThan(2_000);
    const signs = aws.clock.now().getTime() - Date.now();
    expect(Math.abs(signs - (Math.abs(minutes) > 4 ? ahead : 0))).toBeLessThan(2_000);
  });

  it('a token ends, by our own clock, when the cluster takes it no more', async () => {
    await using sandbox = await startAhead();
    const aws = connectAws({ env: sandbox.env, clock: () => new Date() });
    const cloud = createCloud(aws);
    await cloud.describe(target);
    const token = await cloud.token({ ...target, tokenId: 'payments', signedAt: aws.clock.now() });
    const endsThere = token.signedAt.getTime() + 14 * MINUTE;
    expect(Math.abs(token.expiresAt.getTime() - (endsThere - ahead))).toBeLessThan(3_000);
  });

  it('one refused call tells it to all clients: no other is refused for it', async () => {
    await using sandbox = await startAhead();
    const aws = connectAws({ env: sandbox.env, clock: () => new Date() });
    const cloud = createCloud(aws);
    await cloud.describe(target);
    sandbox.resetCalls();
    await cloud.describe({ ...target, run: 'r2' });
    // The session of a read role serves the process's runs.
    expect(sandbox.calls()).toEqual({ 'eks:DescribeCluster': 1 });
  });
});

it('keys are renewed by AWS’s time', async () => {
  let ahead = 20 * MINUTE;
  const now = () => new Date(Date.now() + ahead);
  const principals = [{ arn: role }];
  await using sandbox = await startSandbox({ principals, caller: role, dynamodb: false, now });
  const aws = connectAws({ env: sandbox.env, clock: () => new Date(Date.now() + ahead - 20 * MINUTE) });
  const visit = { role, region: 'eu-west-1', run: 'r1' };
  await aws.credentials(visit);
  // Of the hour 45 minutes are over; by our own clock it would have 35 more.
  ahead += 45 * MINUTE;
  sandbox.resetCalls();
  await aws.credentials(visit);
  expect(sandbox.calls()['sts:AssumeRole']).toBeGreaterThan(0);
});

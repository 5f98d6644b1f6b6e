import { expect, it } from 'vitest';
import { makeFleet, startSandbox } from '../src/index.ts';
import { assume } from './assume.ts';
import { call, connectionOf } from './kubernetes-client.ts';
import { WHO_AM_I } from './fixture.ts';
import { mintToken } from './mint-token.ts';

it('a thousand clusters start, and the last one lets the read role of its account in', async () => {
  const fleet = makeFleet({ clusters: 1000, seed: 7 });
  await using sandbox = await startSandbox({ ...fleet, dynamodb: false });
  expect(sandbox.clusterArns()).toHaveLength(1000);
  expect(sandbox.caller.arn).toBe(fleet.caller);
  const last = fleet.clusters.at(-1)!;
  const { region } = last;
  const role = `arn:aws:iam::${last.account}:role/RosterRead`;
  const keys = await assume(sandbox, { keys: sandbox.caller, role, session: 'run-1' });
  const token = await mintToken({ keys, cluster: last.name, region, signedAt: new Date() });
  const connection = await connectionOf(sandbox, last, keys);
  expect((await call(connection, { ...WHO_AM_I, token })).body).toMatchObject({
    status: { userInfo: { username: 'roster:run-1', groups: ['roster:read', 'system:authenticated'] } },
  });
});

import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { row, WHO_AM_I } from './fixture.ts';
import { httpContract } from './http/http.contract.ts';
import { realRigs, startHttpBed } from './http/real-rig.ts';
import { ROLE } from './http/rig.ts';
import type { RealBed } from './real-cluster.ts';

let bed: RealBed;
beforeAll(async () => {
  bed = await startHttpBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

const make = realRigs(() => bed);
httpContract('a real cluster', make);

// The sandbox has a clock for this (access.contract.test.ts); here time has to pass.
it('a real cluster keeps an accepted token for ten seconds, and no longer', async () => {
  const rig = await make({ awsAuth: { mapRoles: row(ROLE, 'admin', 'ops') } });
  const token = await rig.token(ROLE);
  const status = async () => (await rig.send({ ...WHO_AM_I, token })).status;
  const before = performance.now();
  expect(await status()).toBe(201);
  const accepted = performance.now();
  await rig.setAwsAuth(null);
  while ((await status()) === 201) await setTimeout(100);
  expect(performance.now() - before).toBeGreaterThan(10_000);
  expect(performance.now() - accepted).toBeLessThan(20_000);
});

import { workerRoleName } from '@roster/workflow/deployment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '../src/stage.ts';
import { forgeries } from './as-worker.ts';
import { deploy, prepare } from './cdk.ts';
import { PREFIX, startRig, type Rig } from './rig.ts';
import { removePolicies } from './role-policies.ts';
import { outcomesOf, reportOf, runMachine } from './runs.ts';

const STAGE: Stage = { prefix: PREFIX, organization: 'o-exampleorg1', concurrency: 1 };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ clusters: 20, address: '127.0.0.4', authorisation: true });
  await prepare(rig, STAGE);
  await deploy(rig, STAGE);
  const pushed = await rig.roster('catalog', 'push', 'fleet.yaml');
  expect(pushed.code, pushed.stderr).toBe(0);
});
afterAll(() => rig[Symbol.asyncDispose]());

describe('the policies of the workers, enforced', () => {
  it('suffice for every outcome of a plan and an apply, and for no forgery; and not once one is taken away', async () => {
    const plan = await runMachine(rig, { machine: 'plan', mode: 'plan' });
    expect(plan.status).toBe('SUCCEEDED');
    expect((await reportOf(rig, plan.run)).counts).toEqual({
      ...{ inSync: 1, drifted: 7, blocked: 3, unreachable: 6, denied: 3 },
    });
    const apply = await runMachine(rig, { machine: 'apply', mode: 'apply' });
    expect(apply.error).toBe('RunUnhealthyFault');
    const applied = await reportOf(rig, apply.run);
    expect(applied.counts).toEqual({
      ...{ inSync: 1, changed: 4, unhealthy: 1, rolledBack: 2, blocked: 3, unreachable: 6, denied: 3 },
    });
    const [changed = ''] = rig.fleet.arns;
    expect(outcomesOf(applied)[changed]).toMatchObject({ outcome: 'changed' });
    // Every worker has been called by now, and so has keys; who verifies for the plan machine only now.
    await runMachine(rig, { machine: 'plan', mode: 'verify', clusters: [changed] });
    expect(await forgeries(rig)).toEqual({
      'apply apply': ['a snapshot', 'what is owned', 'a hold'],
    });

    const role = workerRoleName(PREFIX, 'apply', 'apply', rig.aws.region);
    expect(await removePolicies(rig, role)).not.toEqual([]);
    const refused = await runMachine(rig, { machine: 'apply', mode: 'apply', clusters: [changed] });
    expect((await reportOf(rig, refused.run)).results).toMatchObject([
      // What the tables refuse is no fault of a cluster: it would be in sync by now.
      { cluster: changed, outcome: 'failed', reason: 'journal' },
    ]);
  });

  it('let no worker of the plan machine write, whatever mode it is started in', async () => {
    const [drifted = ''] = rig.fleet.arns;
    rig.sandbox.cluster(drifted).setAwsAuth({ ...rig.fleet.clusters[0]?.awsAuth });
    const before = rig.sandbox.cluster(drifted).writes;
    const { status } = await runMachine(rig, { machine: 'plan', mode: 'apply', clusters: [drifted] });
    // Its OpenRun may not even take the lease.
    expect(status).toBe('FAILED');
    expect(rig.sandbox.cluster(drifted).writes).toBe(before);
  });
});

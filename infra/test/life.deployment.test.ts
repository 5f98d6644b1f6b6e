import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '@roster/sandbox';
import type { Stage } from '../src/stage.ts';
import { cdk, deploy, prepare } from './cdk.ts';
import { run } from './command.ts';
import { memberRoles } from './fleet.ts';
import { homeEnv, makeHome, OPERATOR, PREFIX, startRig, WRITING_STAGE, type Rig } from './rig.ts';
import { eventually, outcomesOf, printed, reportOf, runMachine, type Report } from './runs.ts';

const STAGE: Stage = { ...WRITING_STAGE, concurrency: 2 };
/** On the tables that a destroy left: their stack named the writers. */
const TAKING_OVER: Stage = {
  prefix: PREFIX,
  organization: WRITING_STAGE.organization,
  limits: WRITING_STAGE.limits,
  concurrency: 2,
  tables: { existing: PREFIX },
};

let rig: Rig;
const deployed: { plan?: Report; apply?: Report } = {};

beforeAll(async () => {
  rig = await startRig({ clusters: 60, address: '127.0.0.2' });
  await prepare(rig, STAGE);
  await deploy(rig, STAGE);
  const pushed = await rig.roster('catalog', 'push', 'fleet.yaml');
  expect(pushed.code, pushed.stderr).toBe(0);
  const plan = await runMachine(rig, { machine: 'plan', mode: 'plan' });
  const apply = await runMachine(rig, { machine: 'apply', mode: 'apply' });
  expect([plan, apply]).toMatchObject([
    { status: 'SUCCEEDED' },
    { status: 'FAILED', error: 'RunUnhealthyFault' },
  ]);
  deployed.plan = await reportOf(rig, plan.run);
  deployed.apply = await reportOf(rig, apply.run);
});
afterAll(() => rig[Symbol.asyncDispose]());

/** Somebody with the fleet file and credentials that the member roles trust, and nothing deployed. */
async function laptop(...modes: readonly ('plan' | 'apply')[]): Promise<readonly Report[]> {
  const trusted = { read: [OPERATOR], write: [OPERATOR] };
  await using fresh = await startSandbox({
    address: '127.0.0.3',
    clusters: rig.fleet.clusters,
    principals: [{ arn: OPERATOR }, ...memberRoles(rig.fleet, trusted)],
    caller: OPERATOR,
    dynamodb: false,
  });
  await using home = await makeHome(rig.fleet);
  const env = { ...homeEnv(home.folder), ...fresh.env };
  const reports: Report[] = [];
  for (const mode of modes) {
    const args = [mode, '-f', 'fleet.yaml', '-o', 'json'];
    reports.push(printed(await run('roster', { args, cwd: home.folder, env })) as Report);
  }
  return reports;
}

const OVERRIDE = ['--override', 'trusted-accounts=because'];

/** An apply of a catalog that makes a master of another account: catalog and run want it so, and the stage does not. */
async function loosened(): Promise<Report['results']> {
  const grant = `  - name: auditors
    principals: [{ arn: arn:aws:iam::666666666666:role/Auditor }]
    username: auditor
    groups: [system:masters]
    clusters: {}
`;
  const file = `${rig.fleet.file}${grant}trustedAccounts: ["666666666666"]\n`;
  await writeFile(path.join(rig.folder, 'loosened.yaml'), file);
  const pushed = await rig.roster('catalog', 'push', 'loosened.yaml');
  expect(pushed.code, pushed.stderr).toBe(0);
  const [, granted = ''] = rig.fleet.arns;
  const applied = await rig.roster('apply', '--cloud', '--cluster', granted, ...OVERRIDE, '-o', 'json');
  return (printed(applied) as Report).results;
}

describe('a deployment, from its first stack to after its last', () => {
  it('leaves what a local run over the same fleet leaves, cluster for cluster', async () => {
    const [plan, apply] = await laptop('plan', 'apply');
    expect(outcomesOf(deployed.plan!)).toEqual(outcomesOf(plan!));
    expect(outcomesOf(deployed.apply!)).toEqual(outcomesOf(apply!));
    expect(plan!.counts).toEqual({ inSync: 3, drifted: 21, blocked: 9, unreachable: 18, denied: 9 });
    expect(Object.keys(apply!.counts).sort()).toEqual(
      ['blocked', 'changed', 'denied', 'inSync', 'rolledBack', 'unhealthy', 'unreachable'].sort(),
    );
  });

  it('outlives a change and a destroy, and is taken over', async () => {
    const before = deployed.apply!;
    const everyMinute = {
      ...STAGE,
      schedule: { plan: 'rate(1 minute)' },
    };
    await deploy(rig, everyMinute);
    expect(await reportOf(rig, before.run)).toEqual(before);
    expect(await loosened()).toMatchObject([{ outcome: 'blocked', reason: 'trusted-accounts' }]);
    await eventually('a run that the schedule started', async () => {
      const runs = printed(await rig.roster('runs', 'list', '-o', 'json')) as {
        who: string;
        closed?: object;
      }[];
      return runs.find(({ who, closed }) => who === `schedule ${PREFIX}-plan` && closed !== undefined);
    });

    await cdk(rig, everyMinute, 'destroy', '--all', '--force');
    await expect(runMachine(rig, { machine: 'plan', mode: 'plan' })).rejects.toThrow(/not found/);
    expect(await reportOf(rig, before.run)).toEqual(before);
    const [plan, apply] = await laptop('plan', 'apply');
    expect(outcomesOf(apply!)).toEqual(outcomesOf(before));
    expect(plan!.run < apply!.run).toBe(true);

    // The tables keep the policies that their stack gave them, and these name the roles that come again.
    await deploy(rig, TAKING_OVER);
    const { run: id, status } = await runMachine(rig, { machine: 'plan', mode: 'plan' });
    expect(status).toBe('SUCCEEDED');
    const after = await reportOf(rig, id);
    expect(Object.keys(outcomesOf(after)).sort()).toEqual([...rig.fleet.arns].sort());
    expect(await reportOf(rig, before.run)).toEqual(before);
  });
});

import { connectAws } from '@roster/eks';
import { describe, expect, it } from 'vitest';
import { connectDeployment, type TableRole } from '../src/index.ts';
import { deploymentContract, FakeDeployment, playSuite, serveDeployment } from '../src/testing/index.ts';

const PLACE = { prefix: 'roster', tables: 'shared', region: 'eu-west-1', account: '999999999999' };
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' };

const connected = (env: Readonly<Record<string, string>>) =>
  connectDeployment({ aws: connectAws({ env, clock: () => new Date() }), env, place: PLACE });

deploymentContract(async () => {
  const fake = new FakeDeployment(PLACE, playSuite);
  const served = await serveDeployment(fake);
  return {
    deployment: connected({ ...KEYS, ...served.env, AWS_ENDPOINT_URL_DYNAMODB: served.endpoint }),
    deploy: (what) => fake.deploy(what),
    stop: (machine, name) => fake.stop(machine, name),
    [Symbol.asyncDispose]: () => served[Symbol.asyncDispose](),
  };
});

describe('beside the contract', () => {
  it('reads backups, expiry and deletion protection', async () => {
    const fake = new FakeDeployment(PLACE, playSuite);
    await fake.deploy({ tables: ['journal', 'catalog'] });
    await using served = await serveDeployment(fake);
    const deployment = connected({ ...KEYS, AWS_ENDPOINT_URL: served.endpoint });
    const settings = { deletionProtection: true, pointInTimeRecovery: true };
    expect(await deployment.table('journal')).toMatchObject({ ...settings, expiry: 'expires' });
    expect(await deployment.table('catalog')).toMatchObject({ ...settings, expiry: '' });
  });

  it('reads who alone may write a table, where a policy of its own says so', async () => {
    const writers = ['arn:aws:iam::999999999999:role/fleet/Pipeline'];
    class Guarded extends FakeDeployment {
      override async table(role: TableRole) {
        const table = await super.table(role);
        return table && { ...table, writers: role === 'catalog' ? writers : undefined };
      }
    }
    const fake = new Guarded(PLACE, playSuite);
    await fake.deploy({ tables: ['journal', 'catalog'] });
    await using served = await serveDeployment(fake);
    const deployment = connected({ ...KEYS, AWS_ENDPOINT_URL: served.endpoint });
    expect(await deployment.table('catalog')).toMatchObject({ writers });
    expect(await deployment.table('journal')).toMatchObject({ writers: undefined });
  });

  // Step Functions API reference, StartExecution: idempotent for standard workflows. ministack refuses it.
  it('the same start again, while it runs, is the same execution', async () => {
    const fake = new FakeDeployment(PLACE, playSuite);
    await fake.deploy({ machines: ['plan'] });
    await using served = await serveDeployment(fake);
    const deployment = connected({ ...KEYS, AWS_ENDPOINT_URL: served.endpoint });
    const start = () => deployment.start({ machine: 'plan', name: 'r', input: { goes: 'on' } });
    await start();
    await start();
    await fake.stop('plan', 'r');
    await expect(start()).rejects.toMatchObject({ name: 'ConflictFault' });
  });

  it('names the call and what to look at when nobody answers', async () => {
    const deployment = connected({ ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    const start = () => deployment.start({ machine: 'plan', name: 'r', input: {} });
    const calls: readonly (readonly [() => Promise<unknown>, string])[] = [
      [() => deployment.machine('plan'), 'states:DescribeStateMachine'],
      [() => deployment.schedule('plan'), 'schedule roster-plan: scheduler:GetSchedule'],
      [() => deployment.table('journal'), 'table shared-journal: dynamodb:DescribeTable'],
      [start, 'states:StartExecution'],
    ];
    for (const [call, named] of calls) {
      await expect(call()).rejects.toMatchObject({
        name: 'ConnectionFault',
        message: expect.stringContaining(named) as unknown,
      });
    }
  });
});

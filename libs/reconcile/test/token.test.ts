import { describe, expect, it } from 'vitest';
import { Fault, type FaultName } from '@roster/workflow';
import type { FakeCluster } from '../src/testing/index.ts';
import { token } from '../src/index.ts';
import { bench, targetOf, visit, type Bench } from './bench.ts';
import { READ } from './fleet.ts';

type Break = (door: FakeCluster, made: Bench) => unknown;

describe('Token', () => {
  it('returns who we are and how the cluster is reached, and no token', async () => {
    const made = bench();
    const target = targetOf(await made.open(), '');
    made.door().on({ call: 'whoAmI', when: 'after', run: () => (made.now.at += 40) });
    const admitted = await token(target, made.deps);
    expect(admitted).toMatchObject({
      ...{
        identity: { username: 'roster-read', groups: ['roster:read', 'system:authenticated'], arn: READ },
      },
      ...{ connection: { authenticationMode: 'CONFIG_MAP', tokenId: 'one' }, timings: '{"Token":40}' },
      at: made.clock().toISOString(),
    });
    expect(JSON.stringify(admitted)).not.toContain('fake.');
  });

  it.each<[string, string, Break]>([
    ['unreachable', 'gone', (door) => (door.status = 'absent')],
    ['unreachable', 'notActive', (door) => (door.status = 'CREATING')],
    ['unreachable', 'certificate', (door) => door.fail('whoAmI', 'CertificateFault')],
    ['denied', 'refused', (_, made) => made.world.untrusted.add(READ)],
    ['denied', 'noRow', (door) => door.setAwsAuth({})],
    ['denied', 'noEntry', (door) => (door.authenticationMode = 'API')],
  ])('ends the visit: %s, %s', async (kind, reason, breaks) => {
    const made = bench();
    breaks(made.door(), made);
    expect(await visit(made)).toMatchObject({ outcome: { kind, reason } });
  });

  it('throws what is worth another try', async () => {
    const made = bench();
    made.door().fail('describe', 'ThrottledFault');
    await expect(visit(made)).rejects.toMatchObject({ name: 'ThrottledFault' });
  });

  it('never takes a fault of the journal for one of the cluster', async () => {
    const made = bench();
    const target = targetOf(await made.open(), '');
    const failing = (name: FaultName) => ({
      ...made.deps,
      journal: Object.assign(Object.create(made.journal) as typeof made.journal, {
        getTask: () => Promise.reject(new Fault(name, 'the table does not answer')),
      }),
    });
    await expect(token(target, failing('ThrottledFault'))).rejects.toMatchObject({ name: 'UnsettledFault' });
    await expect(token(target, failing('DeniedFault'))).rejects.toMatchObject({ name: 'JournalFault' });
  });

  it('refuses an input that is none, naming the state and the path', async () => {
    const made = bench();
    const target = targetOf(await made.open(), '');
    await expect(token({ ...target, mode: 'look', cluster: 7 }, made.deps)).rejects.toThrow(
      /state Token .*(mode: .*cluster: |cluster: .*mode: )/s,
    );
    await expect(token({ ...target, extra: 1 }, made.deps)).rejects.toMatchObject({ name: 'BadInputFault' });
    const shard = target.shard.replace(target.run, 'other');
    await expect(token({ ...target, run: 'other', shard }, made.deps)).rejects.toThrow(/no task/);
  });
});

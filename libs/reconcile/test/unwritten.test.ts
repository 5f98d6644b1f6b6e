import { Fault, type FaultName } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { bench, nextVisit, RUN, targetOf, visit, way, type Bench } from './bench.ts';
import { BASE, cluster, NODES, row } from './fleet.ts';

/** What a patch may be answered with that says nothing about what was written. */
const ANSWERS: readonly (readonly [FaultName, string])[] = [
  ['BadAnswerFault', 'badAnswer'],
  ['CertificateFault', 'certificate'],
];
/** Of those that are tried again, by the state machine. */
const PASSING: readonly FaultName[] = ['TimeoutFault', 'ConnectionFault', 'ServerFault', 'ThrottledFault'];

const thrown = (name: FaultName) => () => {
  throw new Fault(name, 'made to fail');
};

describe('a patch that was answered with nonsense, or not at all', () => {
  it.each(ANSWERS)('%s, and wrote nothing: unreachable, and nothing is in doubt', async (fault, reason) => {
    const made = bench();
    made.door().fail('patchAwsAuth', fault);
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'unreachable', reason } });
    expect(made.door().writes).toBe(0);
    made.door().heal();
    expect(await nextVisit(made, '20261124T080000Z-test-r2')).toMatchObject({ outcome: { kind: 'changed' } });
  });

  it.each(PASSING)('%s, and wrote nothing: is thrown as it is, for another try', async (fault) => {
    const made = bench();
    made.door().fail('patchAwsAuth', fault, 1);
    const target = targetOf(await made.open(), made.clock().toISOString());
    await expect(way(target, made.deps)).rejects.toMatchObject({ name: fault });
    expect(await way(target, made.deps)).toMatchObject({ outcome: { kind: 'changed' } });
    expect(made.door().writes).toBe(1);
  });

  it.each([...ANSWERS.map(([name]) => name), ...PASSING])(
    '%s, and has landed: goes on as if it had been answered',
    async (fault) => {
      const made = bench();
      made.door().on({ call: 'patchAwsAuth', when: 'after', times: 1, run: thrown(fault) });
      expect(await visit(made)).toMatchObject({ outcome: { kind: 'changed' } });
      expect(made.door().writes).toBe(1);
    },
  );

  it('creates where nothing stood, and the same holds', async () => {
    const made = entered();
    made.door().fail('createAwsAuth', 'BadAnswerFault');
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'unreachable', reason: 'badAnswer' } });
    const other = entered();
    other.door().on({ call: 'createAwsAuth', when: 'after', times: 1, run: thrown('BadAnswerFault') });
    expect(await visit(other)).toMatchObject({ outcome: { kind: 'changed' } });
  });

  it('is in doubt where the ConfigMap cannot be read either: unsettled, which counts', async () => {
    const made = bench();
    const deaf = () => made.door().fail('readAwsAuth', 'BadAnswerFault');
    made
      .door()
      .fail('patchAwsAuth', 'BadAnswerFault')
      .on({ call: 'nodes', when: 'after', times: 1, run: deaf });
    await expect(visit(made)).rejects.toMatchObject({ name: 'UnsettledFault' });
  });

  it('is left to the next delivery where somebody else wrote meanwhile', async () => {
    const made = bench();
    const theirs = row(NODES.replace('Nodes', 'Theirs'), 'theirs', 'view');
    const wrote = () => {
      made.door().setAwsAuth({ mapRoles: `${BASE}${theirs}` });
      throw new Fault('BadAnswerFault', 'made to fail');
    };
    made.door().on({ call: 'patchAwsAuth', when: 'before', times: 1, run: wrote });
    const target = targetOf(await made.open(), made.clock().toISOString());
    await expect(way(target, made.deps)).rejects.toMatchObject({ name: 'UnsettledFault' });
    expect(await way(target, made.deps)).toMatchObject({ outcome: { kind: 'blocked', reason: 'overtaken' } });
    expect(made.door().awsAuth()?.['mapRoles']).toContain('Theirs');
  });

  it('that wrote nothing, and a cluster that then falls silent: unreachable, for nothing is in doubt', async () => {
    const made = bench();
    made.door().fail('patchAwsAuth', 'TimeoutFault');
    const target = targetOf(await made.open(), made.clock().toISOString());
    await expect(way(target, made.deps)).rejects.toMatchObject({ name: 'TimeoutFault' });
    made.door().fail('readAwsAuth', 'TimeoutFault');
    await expect(way(target, made.deps)).rejects.toMatchObject({ name: 'TimeoutFault' });
  });
});

describe('a put-back that admission refuses', () => {
  it('fails by that name, and keeps what the server says', async () => {
    const made = bench('', { clusters: [cluster('one')] });
    made.door().nodes = ['a', 'b', 'c'].map((name) => ({ name, ready: true }));
    const worse = () => {
      made.door().nodes = made.door().nodes.map(({ name }) => ({ name, ready: false }));
      made.door().admission = 'frozen';
    };
    made.door().on({ call: 'patchAwsAuth', when: 'after', times: 1, run: worse });
    expect(await visit(made)).toMatchObject({ outcome: { kind: 'failed', reason: 'admission' } });
    const refusals = [{ rule: 'admission', message: expect.stringContaining('frozen') as unknown }];
    expect(await made.finding(RUN)).toMatchObject({ refusals });
  });
});

/** No ConfigMap, and our roles come in by access entries. */
function entered(): Bench {
  const made = bench();
  made.door().authenticationMode = 'API_AND_CONFIG_MAP';
  made.door().accessEntries = ['RosterRead', 'RosterWrite'].map((name) => ({
    principalArn: `arn:aws:iam::111122223333:role/${name}`,
    groups: ['system:masters'],
  }));
  made.door().setAwsAuth(null);
  return made;
}

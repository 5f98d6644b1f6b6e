import { describe, expect, it } from 'vitest';
import { Fault } from '@roster/workflow';
import { token } from '../src/index.ts';
import type { ClusterMessage, Journal } from '../src/index.ts';
import type { FakeCluster } from '../src/testing/index.ts';
import { bench, keyIn, ONE, RUN, targetOf, visit, type Bench } from './bench.ts';
import { BASE, cluster, OPS, READ, WRITE } from './fleet.ts';

const messageIn = async ({ journal }: Bench, mode: 'plan' | 'apply' | 'verify' = 'apply') =>
  (await journal.readMessages(keyIn(RUN, mode), [ONE.arn])).get(ONE.arn);

/** The run of a bench, in a journal some of whose calls fail. */
const failing = (made: Bench, calls: Partial<Journal>) => ({
  ...made.deps,
  journal: Object.assign(Object.create(made.journal) as Journal, calls),
});

type Break = (made: Bench) => unknown;

describe('what a worker says of a cluster', () => {
  it.each<[string, Break, ClusterMessage]>([
    [
      'DescribeCluster finds nothing',
      (made) => (made.door().status = 'absent'),
      { reason: 'gone', message: `${ONE.arn}: its account has no cluster one` },
    ],
    [
      'the read role is refused',
      (made) => made.world.untrusted.add(READ),
      { reason: 'refused', message: `${ONE.arn}: may not assume ${READ}` },
    ],
    [
      'mode API',
      (made) => {
        made.door().authenticationMode = 'API';
        made.door().accessEntries = [{ principalArn: READ, username: 'r', groups: ['roster:read'] }];
      },
      {
        reason: 'authenticationMode',
        message:
          'its authentication mode is API: access comes from access entries alone, and aws-auth is not read',
      },
    ],
    [
      'a hold',
      (made) => made.journal.patchStatus(ONE.arn, { hold: { by: 'ann', reason: 'CHG-7', at: '' } }),
      { reason: 'held', message: 'held by ann: CHG-7' },
    ],
  ])('stands in the journal, and nowhere in what its state returns: %s', async (_, breaks, message) => {
    const made = bench();
    await breaks(made);
    const { outcome } = await visit(made);
    expect(outcome).toEqual({ kind: outcome.kind, reason: message.reason });
    expect(await messageIn(made)).toEqual(message);
  });

  it('stands there for a fault that is thrown for another try, by the word for its name', async () => {
    const made = bench();
    const target = targetOf(await made.open(), '');
    made.door().fail('describe', 'ThrottledFault');
    const thrown = await token(target, made.deps).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'ThrottledFault' });
    expect(await messageIn(made)).toEqual({ reason: 'throttled', message: (thrown as Fault).message });
  });

  it('of a cluster that is well is nothing', async () => {
    const made = bench();
    expect((await visit(made)).outcome.kind).toBe('changed');
    expect(await messageIn(made)).toBeUndefined();
  });

  it('who is refused after a write, how and when, outlives the rollback', async () => {
    const made = bench();
    made.door().on({ call: 'patchAwsAuth', when: 'after', run: () => made.door().refused.add(WRITE) });
    const { outcome } = await visit(made);
    const found = await messageIn(made);
    expect(outcome).toMatchObject({ reason: 'lockedOut' });
    expect(found?.reason).toBe('lockedOut');
    expect(found?.message).toContain(ONE.arn);
  });

  it('names the checks that fail', async () => {
    const checks = {
      daemonSets: [{ namespace: 'kube-system', name: 'aws-node' }],
      pods: [{ namespace: 'default', namePrefix: 'app', min: 2 }],
      access: [{ group: 'ops', verb: 'list', resource: 'nodes' }],
    };
    const made = bench('', { clusters: [cluster('one', { checks })] });
    made.door().nodes = Array.from({ length: 7 }, (_, index) => ({ name: `n${index}`, ready: index > 6 }));
    const { outcome } = await visit(made, { mode: 'verify' });
    expect(outcome).toEqual({ kind: 'unhealthy', reason: 'before' });
    expect(await messageIn(made, 'verify')).toEqual({
      reason: 'before',
      message: [
        'nodes: 7 of 7 not Ready: n0, n1, n2, n3, n4 and 2 more (expected: at most 1 not Ready)',
        'daemonSet kube-system/aws-node: there is none (expected: exists)',
        'pods default/app: 0 ready of 0 (expected: at least 2 ready)',
        'access group ops: list nodes: not allowed (expected: allowed)',
      ].join('; '),
    });
  });
});

describe('a rollback says what was worse, what was undone, and what stands', () => {
  const UNDONE = `Undone: add ${OPS}; aws-auth stands as before the write, and lets us in`;
  const afterWrite = (made: Bench, run: (door: FakeCluster) => unknown) =>
    made.door().on({ call: 'patchAwsAuth', when: 'after', times: 1, run });

  it('nodes: how many were Ready before, and are now', async () => {
    const made = bench();
    const nodes = (up: number) =>
      Array.from({ length: 12 }, (_, index) => ({ name: `n${index}`, ready: index < up }));
    made.door().nodes = nodes(12);
    afterWrite(made, (door) => (door.nodes = nodes(3)));
    expect((await visit(made)).outcome).toEqual({ kind: 'rolledBack', reason: 'nodesNotReady' });
    expect((await messageIn(made))?.message).toBe(
      `nodes: 12 of 12 Ready before the write, 3 of 12 now: not Ready any more: n3, n4, n5, n6, n7 and 4 more (tolerated: 1). ${UNDONE}`,
    );
  });

  it('access: by the names of the reviews', async () => {
    const access = [{ group: 'ops', verb: 'get', resource: 'deployments', apiGroup: 'apps', namespace: 'x' }];
    const made = bench('', {
      clusters: [cluster('one', { checks: { daemonSets: [], pods: [], access } })],
    });
    const before = made.door().bindings;
    const allowed = { group: 'ops', verbs: ['get'], resources: ['deployments'] };
    made.door().bindings = [...before, allowed];
    afterWrite(made, (door) => (door.bindings = before));
    expect((await visit(made)).outcome).toEqual({ kind: 'rolledBack', reason: 'accessReview' });
    expect((await messageIn(made))?.message).toBe(
      `allowed before the write, and not now: access group ops: get deployments.apps in x. ${UNDONE}`,
    );
  });

  it('identity: whose, how and when', async () => {
    const made = bench();
    afterWrite(made, (door) => door.refused.add(READ));
    expect((await visit(made)).outcome).toEqual({ kind: 'rolledBack', reason: 'identityRefused' });
    const at = made.clock().toISOString();
    expect((await messageIn(made))?.message).toBe(
      `${READ} is refused since the write, at ${at}: ${ONE.arn}: did not accept the token of ${READ} (HTTP 401, at ${at}). ${UNDONE}`,
    );
  });

  it('the identity that wrote, which Apply itself finds out', async () => {
    const made = bench();
    const rows = { mapRoles: BASE };
    const lost = () => {
      made.door().refused.add(WRITE);
      // The rows of before heal it.
      made.door().on({ call: 'patchAwsAuth', when: 'after', run: () => made.door().refused.delete(WRITE) });
    };
    afterWrite(made, lost);
    expect((await visit(made)).outcome).toEqual({ kind: 'rolledBack', reason: 'identityRefused' });
    expect(made.door().awsAuth()).toEqual(rows);
    const message = (await messageIn(made))?.message;
    expect(message).toContain(`${WRITE} is refused since the write, at `);
    expect(message).toContain(`HTTP 401`);
    expect(message).toContain(UNDONE);
  });
});

describe('a message that cannot be stored', () => {
  const full = { putMessage: () => Promise.reject(new Fault('ServerFault', 'the disk is full')) };

  it('changes no outcome', async () => {
    const made = bench();
    const target = targetOf(await made.open(), '');
    made.door().status = 'absent';
    expect(await token(target, failing(made, full))).toMatchObject({
      outcome: { kind: 'unreachable', reason: 'gone' },
    });
  });

  it('hides no error', async () => {
    const made = bench();
    const target = targetOf(await made.open(), '');
    made.door().fail('describe', 'ConnectionFault');
    await expect(token(target, failing(made, full))).rejects.toMatchObject({ name: 'ConnectionFault' });
  });
});

describe('the message of an input that is wrong', () => {
  it('is kept where the input says of which cluster and run it is', async () => {
    const made = bench();
    const target = targetOf(await made.open(), '');
    await expect(token({ ...target, extra: 1 }, made.deps)).rejects.toThrow(/state Token/);
    expect(await messageIn(made)).toMatchObject({
      reason: 'badInput',
      message: expect.stringMatching(/^state Token was given/) as string,
    });
    await expect(token('nothing', made.deps)).rejects.toThrow(/state Token/);
  });
});

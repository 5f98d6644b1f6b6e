import { describe, expect, it } from 'vitest';
import type { Faults } from '../src/index.ts';
import { AWS_AUTH, LETS_ADMIN_IN, startFixture, WHO_AM_I, type Fixture } from './fixture.ts';
import { call, connectionOf } from './kubernetes-client.ts';
import { CLUSTER } from './fixture.ts';

const NODES = { path: '/api/v1/nodes' };
const write = (data: object) => ({
  path: AWS_AUTH,
  method: 'PATCH',
  body: { data },
  type: 'application/merge-patch+json',
});

interface Conditions {
  readonly items: readonly {
    readonly status: { readonly conditions: readonly { readonly status: string }[] };
  }[];
}

/** Ready (or not) of each node. */
async function readiness(fixture: Fixture): Promise<string> {
  const { body } = await fixture.send(NODES);
  return (body as Conditions).items
    .map((node) => (node.status.conditions[0]!.status === 'True' ? 'r' : '-'))
    .join('');
}

async function statuses(
  fixture: Fixture,
  count: number,
  order: Parameters<Fixture['send']>[0] = NODES,
): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < count; i += 1) found.push((await fixture.send(order)).status);
  return found;
}

async function broken(faults: Faults) {
  return startFixture({ faults });
}

describe('a cluster', () => {
  it('that is unreachable refuses connections, and hangs up on who knew it before', async () => {
    await using fixture = await startFixture();
    const before = await connectionOf(fixture.sandbox, CLUSTER);
    fixture.door.setFaults({ unreachable: true });
    await expect(fixture.send(NODES)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(call(before, NODES)).rejects.toMatchObject({ code: 'ECONNRESET' });
    fixture.door.setFaults({});
    expect((await fixture.send(NODES)).status).toBe(200);
  });

  it('with an expired certificate is not trusted', async () => {
    await using fixture = await broken({ expiredCertificate: true });
    await expect(fixture.send(NODES)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    await expect(
      call({ ...(await connectionOf(fixture.sandbox, CLUSTER)), ca: '' }, NODES),
    ).rejects.toThrow();
  });

  it('that is slow waits by the given timer', async () => {
    const waited: number[] = [];
    const wait = (ms: number) => Promise.resolve(waited.push(ms));
    await using fixture = await startFixture({ faults: { slowMs: 12_345 } }, { wait });
    expect((await fixture.send(NODES)).status).toBe(200);
    expect(waited).toEqual([12_345]);
  });

  it('that accepts nobody answers 401, and 403 when it allows nothing', async () => {
    await using fixture = await broken({ unauthorized: true });
    expect(await statuses(fixture, 2)).toEqual([401, 401]);
    fixture.door.setFaults({ forbidden: true });
    expect(await fixture.send(NODES)).toMatchObject({ status: 403, body: { reason: 'Forbidden' } });
    expect((await fixture.send(WHO_AM_I)).status).toBe(403);
  });

  it('throttles the next requests, then fails some, then answers', async () => {
    await using fixture = await broken({ throttled: 2, serverErrors: 1 });
    const first = await fixture.send(NODES);
    expect(first).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { reason: 'TooManyRequests' },
    });
    expect(await statuses(fixture, 4)).toEqual([429, 503, 200, 200]);
  });

  it('resets the next connections', async () => {
    await using fixture = await broken({ resetConnections: 1 });
    await expect(fixture.send(NODES)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await fixture.send(NODES)).status).toBe(200);
  });

  it('answers the next writes 409, and writes none of them', async () => {
    await using fixture = await broken({ conflicts: 2 });
    expect(await statuses(fixture, 3, write({ a: 'b' }))).toEqual([409, 409, 200]);
    expect(fixture.door.writes).toBe(1);
    expect((await fixture.send(NODES)).status).toBe(200);
  });

  it('whose daemonsets never get ready says so', async () => {
    await using fixture = await broken({ daemonSetNeverReady: true });
    const { body } = await fixture.send({ path: '/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node' });
    expect(body).toMatchObject({ kind: 'DaemonSet', status: { desiredNumberScheduled: 3, numberReady: 0 } });
  });
});

describe('after a write', () => {
  it.each([
    [2, '--rrr'],
    [true, '-----'],
    [0, 'rrrrr'],
  ])('with %j nodes lost, the nodes are %s until the old data stands again', async (lost, after) => {
    await using fixture = await startFixture({ nodes: 5, faults: { nodesNotReadyAfterWrite: lost } });
    expect(await readiness(fixture)).toBe('rrrrr');
    await fixture.send(write({ a: 'b' }));
    expect(await readiness(fixture)).toBe(after);
    await fixture.send(write({ a: null }));
    expect(await readiness(fixture)).toBe('rrrrr');
  });

  it("a foreign writer's change alone breaks nothing", async () => {
    await using fixture = await startFixture({ faults: { nodesNotReadyAfterWrite: true } });
    fixture.door.setAwsAuth({ ...LETS_ADMIN_IN, a: 'b' });
    expect(await readiness(fixture)).toBe('rrr');
  });

  it('with the identity refused, only a token accepted before still gets in, and can put the data back', async () => {
    await using fixture = await broken({ identityRefusedAfterWrite: true });
    const old = await fixture.token();
    expect((await fixture.send({ ...write({ a: 'b' }), token: old })).status).toBe(200);
    fixture.clock.forward(1);
    expect((await fixture.send(WHO_AM_I)).status).toBe(401);
    expect((await fixture.send({ ...write({ a: null }), token: old })).status).toBe(200);
    expect((await fixture.send(WHO_AM_I)).status).toBe(201);
    expect(fixture.door.refusals()).toEqual(['the fault identityRefusedAfterWrite']);
  });
});

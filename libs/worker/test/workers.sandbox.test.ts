import { shardKeys } from '@roster/reconcile';
import { runLocally } from '@roster/workflow/local';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as applyWorker } from '../../../apps/apply/src/handler.ts';
import { handler as planWorker } from '../../../apps/plan/src/handler.ts';
import { handler as reportWorker } from '../../../apps/report/src/handler.ts';
import { handler as tokenWorker } from '../../../apps/token/src/handler.ts';
import { handler as verifyWorker } from '../../../apps/verify/src/handler.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

const RUN = '20261124T081230Z-k3f9';

/** The functions of a deployment, called as its state machine calls them. */
const handlers = {
  OpenRun: planWorker,
  Token: tokenWorker,
  Apply: applyWorker,
  Verify: verifyWorker,
  Rollback: applyWorker,
  Gate: reportWorker,
  CloseRun: reportWorker,
};

describe('the five workers, by the handlers that Lambda calls', () => {
  let stage: Stage;
  const logged: string[] = [];

  beforeAll(async () => {
    stage = await openStage(5);
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => (logged.push(String(text)), true));
    const [, unreachable, worse, lockedOut, denied] = stage.arns.map((arn) => stage.sandbox.cluster(arn));
    unreachable!.setFaults({ unreachable: true });
    worse!.setFaults({ nodesNotReadyAfterWrite: true });
    lockedOut!.setFaults({ identityRefusedAfterWrite: true });
    denied!.setFaults({ unauthorized: true });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await stage.sandbox.stop();
  });

  const run = (input: object) =>
    runLocally({
      input: { run: RUN, execution: RUN, mode: 'apply', who: 'a test', ...input },
      handlers,
      dynamodb: stage.dynamodb,
      journalTable: stage.journalTable,
      retryScale: 0,
    });

  it('take a fleet through the state machine: each cluster ends as it should', async () => {
    expect(await run({})).toMatchObject({ status: 'failed', error: 'RunUnhealthyFault' });
    const header = await stage.journal.getRun(RUN);
    const shards = await Promise.all(shardKeys(header!).map((shard) => stage.journal.shardResults(shard)));
    const standing = new Map(shards.flat().map((line) => [line.cluster, line.standing]));
    expect(stage.arns.map((arn) => standing.get(arn))).toEqual([
      { kind: 'changed', reason: '' },
      { kind: 'unreachable', reason: expect.any(String) as string },
      { kind: 'rolledBack', reason: expect.any(String) as string },
      { kind: 'rolledBack', reason: 'identityRefused' },
      { kind: 'denied', reason: 'refused' },
    ]);
  });

  it('a second run finds the first cluster in sync, and the lease free', async () => {
    const again = await run({ run: `${RUN}2`, execution: 'e-2', clusters: stage.arns.slice(0, 1) });
    expect(again).toMatchObject({ status: 'succeeded', output: { clusters: 1, counts: { inSync: 1 } } });
  });

  it('tell of every event in a line of JSON that holds no secret', () => {
    const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    const workers = new Set(lines.map((line) => line['worker']));
    expect([...workers].sort()).toEqual(['apply', 'plan', 'report', 'token', 'verify']);
    expect(lines.filter((line) => line['outcome'] === 'rolledBack')).toHaveLength(2);
    const { AWS_SECRET_ACCESS_KEY: secret = 'none' } = stage.env;
    expect(logged.join('')).not.toContain(secret);
    expect(logged.join('')).not.toContain('k8s-aws-v1.');
  });

  it('refuse what no state sends', async () => {
    for (const handler of new Set(Object.values(handlers))) {
      await expect(handler({ run: RUN })).rejects.toMatchObject({ name: 'BadInputFault' });
    }
  });
});

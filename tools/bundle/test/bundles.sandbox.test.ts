import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDS, plantConditions } from '../../../libs/worker/test/conditions.ts';
import { handlersBy, RUN, runOn, standingsOf } from '../../../libs/worker/test/deployment.ts';
import { openStage } from '../../../libs/worker/test/stage.ts';
import { secretsOf } from '../../../libs/worker/test/secrets.ts';
import type { Stage } from '../../../libs/worker/test/stage.ts';
import { bundleWorkers } from '../src/index.ts';
import { startFunctions } from './functions.ts';
import type { Functions } from './functions.ts';

describe('the bundles, each in processes of its own with nothing but what Lambda gives', () => {
  let folder: string;
  let stage: Stage;
  let functions: Functions;

  beforeAll(async () => {
    // Far from any node_modules: what is not in a bundle is not there.
    folder = await mkdtemp(join(tmpdir(), 'roster-bundles-'));
    await bundleWorkers({ out: folder });
    stage = await openStage(5);
    functions = startFunctions(folder, stage.env);
    plantConditions(stage);
  });
  afterAll(async () => {
    await functions.stop();
    await stage.close();
    await rm(folder, { recursive: true });
  });

  const handlers = handlersBy((worker) => (event) => functions.invoke(worker, event));

  it('take a fleet through the state machine: each cluster ends as it does by the handlers', async () => {
    expect(await runOn(stage, {}, handlers)).toMatchObject({ status: 'failed', error: 'RunUnhealthyFault' });
    expect(await standingsOf(stage)).toEqual(ENDS);
  });

  it('a second run finds the first cluster in sync', async () => {
    const again = { run: `${RUN}2`, clusters: stage.arns.slice(0, 1) };
    expect(await runOn(stage, again, handlers)).toMatchObject({
      ...{ status: 'succeeded', output: { counts: { inSync: 1 } } },
    });
  });

  it('log where they belong and how they began, and hold no secret', () => {
    const lines = functions.lines().map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(
      lines.filter((line) => line['worker'] === 'token' && line['cold_start'] === true),
    ).not.toHaveLength(0);
    expect(lines).toContainEqual(
      expect.objectContaining({ worker: 'apply', outcome: 'rolledBack', wave: 0, step: 0, run: RUN }),
    );
    const text = functions.lines().join('\n');
    for (const secret of secretsOf(stage)) expect(text).not.toContain(secret);
  });

  it('count a fault by its name', () => {
    const counted = functions.lines().filter((line) => line.includes('"WorkerFaults":1'));
    expect(counted.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ Prefix: 'roster', Fault: 'RunUnhealthyFault' }),
    );
  });
});

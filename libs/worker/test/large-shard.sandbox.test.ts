import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureOutput } from './capture-output.ts';
import type { Output } from './capture-output.ts';
import { runOn, standingsOf } from './deployment.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
let logged: Output;
beforeAll(async () => {
  logged = captureOutput();
  stage = await openStage(25, 1000);
});
afterAll(async () => {
  logged.release();
  await stage.close();
});

it('a shard of 25 clusters with 1,000 rows each is visited whole', async () => {
  expect(await runOn(stage)).toMatchObject({ status: 'succeeded', output: { counts: { changed: 25 } } });
  expect(await standingsOf(stage)).toEqual(
    Array.from({ length: 25 }, () => ({ kind: 'changed', reason: '' })),
  );
  const [first] = stage.arns.map((arn) => stage.sandbox.cluster(arn).awsAuth());
  expect(first!['mapRoles']).toContain('team-tool-999');
  expect(first!['mapRoles']).toContain('Operators');
});

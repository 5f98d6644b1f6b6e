import { expect, it } from 'vitest';
import { user } from './harness.ts';

it('the demo finds every cluster as planted, and its second apply writes nothing', async () => {
  await using ann = await user();
  const ran = await ann.run('demo', '-o', 'json');
  expect(ran).toMatchObject({ code: 0 });
  const result = JSON.parse(ran.stdout) as { writes: { first: number } };
  expect(result).toMatchObject({ clusters: 40, writes: { plan: 0, second: 0 }, disagreements: [] });
  expect(result.writes.first).toBeGreaterThan(0);
});

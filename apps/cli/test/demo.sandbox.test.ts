import { expect, it } from 'vitest';
import { user } from './harness.ts';
import { begin } from './process.ts';

it('the demo finds every cluster as planted, and its second apply writes nothing', async () => {
  await using ann = await user();
  const ran = await ann.run('demo', '-o', 'json');
  expect(ran).toMatchObject({ code: 0 });
  const result = JSON.parse(ran.stdout) as { writes: { first: number } };
  expect(result).toMatchObject({ clusters: 40, writes: { plan: 0, second: 0 }, disagreements: [] });
  expect(result.writes.first).toBeGreaterThan(0);
});

it('the first Ctrl-C stops the demo, and not the run alone that goes on', async () => {
  await using ann = await user();
  const demo = begin(['demo'], { folder: ann.folder, env: {} });
  await demo.interruptAt('1. $ roster plan');
  const { code, stdout, stderr } = await demo.ended;
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toContain('the demo was stopped');
  expect(stderr).not.toContain('2. $ roster apply');
});

import { command } from '../command.ts';
import { runDemo, type DemoResult } from '../demo/run-demo.ts';
import { EXIT } from '../exits.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';

export const demo = command({
  options: {},
  exits: { 0: 'every cluster came out as planted, and the second apply wrote nothing', 1: 'not so' },
  notes:
    'Two made-up fleets in this process: real signatures, real HTTPS on loopback. Nothing leaves this machine.',
  run: async (context) => {
    const result = await runDemo(context);
    context.out.result(result, render);
    return isAsPlanted(result) ? EXIT.ok : EXIT.differs;
  },
});

const isAsPlanted = ({ disagreements, writes }: DemoResult): boolean =>
  disagreements.length === 0 && writes.plan === 0 && writes.second === 0 && writes.first > 0;

function render(result: DemoResult, paint: Paint): string {
  const { clusters, writes, disagreements } = result;
  const lines = [
    isAsPlanted(result)
      ? paint('green', `All ${plural(clusters, 'cluster')} came out as planted, three times`)
      : paint('red', `${plural(disagreements.length, 'outcome')} differ from what was planted`),
    `  writes to the clusters: ${String(writes.plan)} by plan, ${String(writes.first)} by the first apply, ${String(writes.second)} by the second`,
    ...disagreements.map(
      ({ cluster, step, expected, found }) => `  ${cluster}: ${step} should be ${expected}, was ${found}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
